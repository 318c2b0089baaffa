using System.Diagnostics;

namespace Gmlm.Attack.Kills;

/// <summary>A signal sent to a command at a moment.</summary>
/// <param name="Verb">The command's verb.</param>
/// <param name="Signal">The signal.</param>
/// <param name="AtChange">Whether the moment is counted in changes of files; otherwise it is a time after the start.</param>
/// <param name="Share">The moment as a share of the changes or of the time of the undisturbed command. Above 1, the command has usually
/// ended.</param>
internal sealed record Kill(string Verb, Signal Signal, bool AtChange, double Share)
{
    private const int SignalCodes = 128; // A process that a signal ends has the exit code 128 + its number.
    private const double Latest = 1.05;

    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BusyStopLimit = TimeSpan.FromSeconds(60); // Used while other processes occupy the processor.
    private static readonly (string Verb, int Count)[] Counts = [("run", 75), ("train", 75), (Scenes.Translate, 50), ("report", 50), ("accept", 50)];
    private static readonly Signal[] All = [Signal.Kill, Signal.Terminate, Signal.Interrupt];

    private string Words => FormattableString.Invariant(
        $"{Verb}, {Name(Signal)} at {Share:F3} of its {(AtChange ? "changes of files" : "time")}");

    /// <summary>The 300 kills, the same in every run: for each verb all signals in turn, every second one at a change of a file.</summary>
    public static IReadOnlyList<Kill> Draw() =>
    [
        .. from scene in Counts
           from i in Enumerable.Range(0, scene.Count)
           let signal = All[i % All.Length]
           let atChange = scene.Verb != Scenes.Translate && i / All.Length % 2 == 1
           select new Kill(scene.Verb, signal, atChange, Latest * (i + SeededShare.Of($"{scene.Verb} {i}")) / scene.Count),
    ];

    /// <summary>
    /// Sends the signal, checks the remaining files, runs the command again, and compares the files with an undisturbed run.
    /// </summary>
    public Attempt Attempt(Scenes scenes) => new($"{Verb}, {Name(Signal)}", Words, cancellation => Try(scenes.Of(Verb), cancellation));

    private string? Try(Scene scene, CancellationToken cancellation)
    {
        using var checkout = scene.Begin.Copy();
        var (end, stopping) = Disturb(scene, checkout, cancellation);
        var left = Outputs.Of(checkout);
        return Ended(scene, end, stopping, left) ?? scene.NotWhole(left) ?? scene.Again(checkout, cancellation);
    }

    private (ProductEnd End, TimeSpan Stopping) Disturb(Scene scene, TemporaryCheckout checkout, CancellationToken cancellation)
    {
        var stopping = new Stopwatch();
        using var reached = new ManualResetEventSlim();
        using var changes = new ChangeCounter(checkout.Root, AtChange ? 1 + (int)(Share * scene.Changes) : int.MaxValue, reached.Set);
        using var process = ProductProcess.Start(checkout, scene.Arguments, scene.Input);
        var wait = Stopwatch.StartNew();
        while (process.IsRunning && !reached.IsSet && (AtChange || wait.Elapsed < Share * scene.Time))
        {
            reached.Wait(TimeSpan.FromMilliseconds(AtChange ? 20 : 2), cancellation);
        }

        stopping.Start();
        process.Send(Signal);
        var end = process.End(cancellation);
        return (end, stopping.Elapsed);
    }

    private string? Ended(Scene scene, ProductEnd end, TimeSpan stopping, IReadOnlyDictionary<string, string> left)
    {
        if (!scene.Output.StartsWith(end.Output, StringComparison.Ordinal) && scene.Output.Length > 0)
        {
            return "standard output is no beginning of the undisturbed one";
        }

        if (end.ExitCode == 0)
        {
            return left.SequenceEqual(scene.After) && (scene.Output.Length == 0 || end.Output == scene.Output)
                ? null
                : "exit 0, and not all is done";
        }

        if (end.ExitCode != SignalCodes + (int)Signal)
        {
            return end.Words;
        }

        if (Signal == Signal.Kill)
        {
            return null;
        }

        return stopping > (MachineLoad.IsBusy ? BusyStopLimit : StopLimit) ? FormattableString.Invariant($"it stopped only after {stopping.TotalSeconds:F1} s")
            : end.Complaints.Length > 1 ? $"more than one line: {end.Words}"
            : end.Output.Length > 0 && scene.Output.Length > 0 && end.Output[^1] != '\n' ? "half a line is written"
            : null;
    }

    private static string Name(Signal signal) => signal switch
    {
        Signal.Kill => "SIGKILL",
        Signal.Terminate => "SIGTERM",
        _ => "SIGINT",
    };
}
