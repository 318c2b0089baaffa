using Gmlm.Reproduce.Harness;
namespace Gmlm.Attack.Kills;

/// <summary>A command, and what comes of it where nothing disturbs it.</summary>
internal sealed class Scene
{
    private Scene(string verb, TemporaryCheckout begin, IReadOnlyList<string> arguments, string input)
    {
        (Verb, Begin, Arguments, Input) = (verb, begin, arguments, input);
        Before = Outputs.Of(begin);
        After = Before;
        Output = "";
    }

    /// <summary>The verb, which names the scene.</summary>
    public string Verb { get; }

    /// <summary>The checkout as it is before the command; not to be changed.</summary>
    public TemporaryCheckout Begin { get; }

    /// <summary>The command.</summary>
    public IReadOnlyList<string> Arguments { get; }

    /// <summary>Its standard input.</summary>
    public string Input { get; }

    /// <summary>Outputs before it.</summary>
    public IReadOnlyDictionary<string, string> Before { get; }

    /// <summary>Outputs after it.</summary>
    public IReadOnlyDictionary<string, string> After { get; private set; }

    /// <summary>Its standard output, where that is a result.</summary>
    public string Output { get; private set; }

    /// <summary>How long it took.</summary>
    public TimeSpan Time { get; private set; }

    /// <summary>How many changes of files were seen in the checkout.</summary>
    public int Changes { get; private set; }

    /// <summary>The size of the largest output, in bytes.</summary>
    public long LargestOutput { get; private set; }

    /// <summary>Runs the command undisturbed.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="begin">The checkout before it, which becomes the scene's.</param>
    /// <param name="arguments">The command.</param>
    /// <param name="input">Its standard input.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The scene, and the checkout after the command.</returns>
    /// <exception cref="UserError">The command fails.</exception>
    public static (Scene Scene, TemporaryCheckout End) Play(
        string verb, TemporaryCheckout begin, IReadOnlyList<string> arguments, string input, CancellationToken cancellation)
    {
        var scene = new Scene(verb, begin, arguments, input);
        var checkout = begin.Copy();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        using var changes = new ChangeCounter(checkout.Root, int.MaxValue, () => { });
        var end = ProductProcess.Run(checkout, arguments, cancellation, input);
        (scene.Time, scene.Changes) = (watch.Elapsed, changes.Count);
        if (end.ExitCode != 0)
        {
            throw UserError.Missing($"undisturbed, `{string.Join(' ', arguments)}` fails: {end.Words}");
        }

        scene.Output = verb == Scenes.Translate ? end.Output : "";
        scene.After = Outputs.Of(checkout);
        scene.LargestOutput = scene.After.Keys.Except(scene.Before.Keys).Select(file => new FileInfo(checkout.PathOf(file)).Length)
            .DefaultIfEmpty(0).Max();
        return (scene, checkout);
    }

    /// <summary>Names a file that is neither as before the command nor as after it, or that is lost; null where there is none.</summary>
    public string? NotWhole(IReadOnlyDictionary<string, string> now) => NotWhole(Before, After, now);

    /// <summary>As above, of given files.</summary>
    public static string? NotWhole(
        IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after, IReadOnlyDictionary<string, string> now)
    {
        var half = now.Keys.FirstOrDefault(file => now[file] != before.GetValueOrDefault(file) && now[file] != after.GetValueOrDefault(file));
        var lost = before.Keys.FirstOrDefault(file => !now.ContainsKey(file) && after.ContainsKey(file));
        return half is not null ? $"{half} is neither the one before nor the one after" : lost is not null ? $"{lost} is lost" : null;
    }

    /// <summary>Gives the command again and compares what comes of it; null where all is as undisturbed.</summary>
    public string? Again(TemporaryCheckout checkout, CancellationToken cancellation)
    {
        var end = ProductProcess.Run(checkout, Arguments, cancellation, Input);
        if (end.ExitCode != 0)
        {
            return $"the same command again: {end.Words}";
        }

        return Output.Length > 0 && end.Output != Output
            ? "the same command again: another standard output"
            : Difference(After, Outputs.Of(checkout)) ?? LeftBeside(checkout);
    }

    /// <summary>Names the first file that differs; null where none does.</summary>
    public static string? Difference(IReadOnlyDictionary<string, string> expected, IReadOnlyDictionary<string, string> now)
    {
        var file = expected.Keys.Union(now.Keys).FirstOrDefault(file => expected.GetValueOrDefault(file) != now.GetValueOrDefault(file));
        return file is null ? null : !now.ContainsKey(file) ? $"{file} is missing in the end" : $"{file} is another in the end";
    }

    /// <summary>Names an unfinished file; null where none is left.</summary>
    public static string? LeftBeside(TemporaryCheckout checkout) =>
        Outputs.Unfinished(checkout) is [var file, ..] ? $"{file} is left behind" : null;
}
