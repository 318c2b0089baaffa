using Gmlm.Padir.Models;
using Gmlm.Padir.Training;
using Gmlm.Reproduce.Commands.Streams;
using Spectre.Console;

namespace Gmlm.Reproduce.Commands.Translating;

/// <summary>Progress of training on an interactive terminal: one bar with loss, throughput and the time left.</summary>
internal sealed class LiveTraining(ProgressContext context) : ITrainingObserver
{
    private readonly ProgressTask _task = context.AddTask("training", maxValue: 1);

    public void Stage(string what)
    {
        _task.Description = Markup.Escape(what);
        _task.Value = 0;
    }

    public void Distilling(double share) => _task.Value = share;

    public void Report(TrainingProgress value)
    {
        _task.Value = (double)value.Step / value.Steps;
        _task.Description = Markup.Escape(TrainingLine.Of(value));
        if (value.Validation is not null)
        {
            Terminal.Line(TrainingLine.Of(value));
        }
    }
}

/// <summary>Progress of training in a log: one line for each stage and each validation, and otherwise one every half minute.</summary>
internal sealed class PlainTraining : ITrainingObserver
{
    private const double Every = 30;

    private readonly System.Diagnostics.Stopwatch _watch = System.Diagnostics.Stopwatch.StartNew();
    private double _said = double.NegativeInfinity;

    public void Stage(string what) => Terminal.Line($"{what} …");

    public void Distilling(double share) => Say(string.Create(CultureInfo.InvariantCulture, $"{share:P0} translated"), share >= 1);

    public void Report(TrainingProgress value) => Say(TrainingLine.Of(value), value.Validation is not null);

    private void Say(string line, bool now)
    {
        if (now || _watch.Elapsed.TotalSeconds - _said >= Every)
        {
            _said = _watch.Elapsed.TotalSeconds;
            Terminal.Line(line);
        }
    }
}

/// <summary>The progress of training as one line.</summary>
internal static class TrainingLine
{
    private const double ShortTexts = 0.9;

    public static string Of(TrainingProgress value)
    {
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"step {value.Step} of {value.Steps}: loss {value.Loss:F3}, accuracy {value.Accuracy:F3}, "
            + $"{value.TokensPerSecond:#,0} tokens/s, {Terminal.Duration(value.SecondsLeft)} left");
        return value.Validation is { } validation ? $"{line}; {Of(validation)}" : line;
    }

    private static string Of(LossSums validation)
    {
        var losses = string.Create(
            CultureInfo.InvariantCulture, $"validation loss {validation.PerToken:F4}, accuracy {validation.Accuracy:F4}");
        if ((validation.Canvas.LengthRatio, validation.Canvas.BlankShare) is (double ratio, double blanks))
        {
            var warning = ratio < ShortTexts ? " (THE TEXTS ARE TOO SHORT: raise loss.diagonalPrior, or train for longer)" : "";
            return losses + string.Create(CultureInfo.InvariantCulture, $", length ratio {ratio:F3}{warning}, blanks {blanks:F3}");
        }

        return validation.LengthLoss > 0
            ? losses + string.Create(CultureInfo.InvariantCulture, $", length loss {validation.PerLength:F3}")
            : losses;
    }
}
