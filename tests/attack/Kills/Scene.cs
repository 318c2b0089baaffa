using Gmlm.Reproduce.Harness;
namespace Gmlm.Attack.Kills;

/// <summary>A command with the outcome of an undisturbed run.</summary>
internal sealed class Scene
{
    private Scene(string verb, TemporaryCheckout begin, IReadOnlyList<string> arguments, string input)
    {
        (Verb, Begin, Arguments, Input) = (verb, begin, arguments, input);
        Before = Outputs.Of(begin);
        After = Before;
        Output = "";
    }

    /// <summary>The command's verb, which names the scene.</summary>
    public string Verb { get; }

    /// <summary>The checkout before the command. It must not be changed.</summary>
    public TemporaryCheckout Begin { get; }

    /// <summary>The command's arguments.</summary>
    public IReadOnlyList<string> Arguments { get; }

    /// <summary>The command's standard input.</summary>
    public string Input { get; }

    /// <summary>The outputs before the command.</summary>
    public IReadOnlyDictionary<string, string> Before { get; }

    /// <summary>The outputs after the command.</summary>
    public IReadOnlyDictionary<string, string> After { get; private set; }

    /// <summary>The standard output, for a verb whose result it is.</summary>
    public string Output { get; private set; }

    /// <summary>The duration of the command.</summary>
    public TimeSpan Time { get; private set; }

    /// <summary>The number of changes of files seen in the checkout.</summary>
    public int Changes { get; private set; }

    /// <summary>The size of the largest output, in bytes.</summary>
    public long LargestOutput { get; private set; }

    /// <summary>Runs the command undisturbed.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="begin">The checkout before the command; the scene takes ownership of it.</param>
    /// <param name="arguments">The command's arguments.</param>
    /// <param name="input">The command's standard input.</param>
    /// <param name="cancellation">Cancels the command.</param>
    /// <returns>The scene, and the checkout after the command.</returns>
    /// <exception cref="UserError">The command failed.</exception>
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

    /// <summary>
    /// Names a file that is lost, or equal neither to the file before the command nor to the file after it; null if there is none.
    /// </summary>
    public string? NotWhole(IReadOnlyDictionary<string, string> now) => NotWhole(Before, After, now);

    /// <summary>Names a lost or unexpected file, given the checksums before, after and now; null if there is none.</summary>
    public static string? NotWhole(
        IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after, IReadOnlyDictionary<string, string> now)
    {
        var half = now.Keys.FirstOrDefault(file => now[file] != before.GetValueOrDefault(file) && now[file] != after.GetValueOrDefault(file));
        var lost = before.Keys.FirstOrDefault(file => !now.ContainsKey(file) && after.ContainsKey(file));
        return half is not null ? $"{half} is neither the one before nor the one after" : lost is not null ? $"{lost} is lost" : null;
    }

    /// <summary>Runs the command again and describes the first difference from the undisturbed run; null if there is none.</summary>
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

    /// <summary>Names the first file that differs; null if none does.</summary>
    public static string? Difference(IReadOnlyDictionary<string, string> expected, IReadOnlyDictionary<string, string> now)
    {
        var file = expected.Keys.Union(now.Keys).FirstOrDefault(file => expected.GetValueOrDefault(file) != now.GetValueOrDefault(file));
        return file is null ? null : !now.ContainsKey(file) ? $"{file} is missing in the end" : $"{file} is another in the end";
    }

    /// <summary>Names an unfinished file; null if there is none.</summary>
    public static string? LeftBeside(TemporaryCheckout checkout) =>
        Outputs.Unfinished(checkout) is [var file, ..] ? $"{file} is left behind" : null;
}
