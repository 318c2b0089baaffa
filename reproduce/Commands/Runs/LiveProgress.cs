using Gmlm.Reproduce.Commands.Streams;
using Gmlm.Reproduce.Harness.Cache;
using Spectre.Console;

namespace Gmlm.Reproduce.Commands.Runs;

/// <summary>
/// Progress on an interactive terminal: one bar for the whole run and one for the current experiment, with the time left.
/// </summary>
internal sealed class LiveProgress : IRunObserver
{
    private readonly ProgressContext _context;
    private readonly ProgressTask _whole;
    private ProgressTask? _current;

    private LiveProgress(ProgressContext context, int total)
    {
        _context = context;
        _whole = context.AddTask("experiments", maxValue: total);
    }

    /// <summary>Runs <paramref name="work"/> and shows its progress.</summary>
    public static RunSummary Watch(IReadOnlyList<Experiment> selection, Func<IRunObserver, RunSummary> work) => Terminal.Out.Progress()
        .AutoClear(true)
        .HideCompleted(true)
        .Columns(
            new TaskDescriptionColumn { Alignment = Justify.Left },
            new ProgressBarColumn(),
            new PercentageColumn(),
            new RemainingTimeColumn(),
            new SpinnerColumn())
        .Start(context => work(new LiveProgress(context, selection.Count)));

    public IProgress<double> Started(Experiment experiment, double? expectedSeconds)
    {
        var task = _context.AddTask(Markup.Escape(experiment.Id), maxValue: 1);
        _current = task;
        return new Bar(task);
    }

    public void Cached(Experiment experiment, ExperimentResult result)
    {
        Say(experiment, result, "[grey]fresh[/]");
        _whole.Increment(1);
    }

    public void Finished(Experiment experiment, ExperimentResult result, double seconds)
    {
        Say(experiment, result, Terminal.Duration(seconds));
        End();
    }

    public void Failed(Experiment experiment, Exception error)
    {
        Terminal.Out.MarkupLine($"[red bold]failed[/] {Markup.Escape(experiment.Id)}: {Markup.Escape(error.Message)}");
        End();
    }

    private static void Say(Experiment experiment, ExperimentResult result, string note)
    {
        var verdicts = string.Join(", ", result.Verdicts.Select(verdict =>
            $"{Terminal.Coloured(verdict.Verdict)}{(verdict.Claim == experiment.Id ? "" : $" [grey]{Markup.Escape(verdict.Claim)}[/]")}"));
        Terminal.Out.MarkupLine($"{Markup.Escape(experiment.Id)}: {verdicts} ({note})");
    }

    private void End()
    {
        if (_current is { } task)
        {
            task.Value = 1;
            task.StopTask();
        }

        _whole.Increment(1);
    }

    private sealed class Bar(ProgressTask task) : IProgress<double>
    {
        public void Report(double fraction) => task.Value = Math.Clamp(fraction, 0, 1);
    }
}
