using System.Globalization;

namespace Gmlm.Attack.Kills;

/// <summary>
/// Attempts in which the files of a command may not exceed a size, so that the system refuses further writes as on a full disk; and a
/// translation into <c>/dev/full</c>.
/// </summary>
internal static class FullDisk
{
    private const int Block = 512; // The unit of ulimit -f, in bytes.
    private static readonly double[] Shares = [0, 0.3, 0.6, 0.95];

    // The runtime maps executable memory from a file, to which the limit would apply too, so this is switched off.
    private static readonly Dictionary<string, string?> Environment = new()
    {
        ["DOTNET_EnableWriteXorExecute"] = "0",
        ["DOTNET_EnableDiagnostics"] = "0",
    };

    /// <summary>The attempts: every verb that writes files, with several sizes.</summary>
    public static IEnumerable<Attempt> Attempts(Scenes scenes)
    {
        foreach (var verb in Scenes.Verbs.Where(verb => verb != Scenes.Translate))
        {
            foreach (var share in Shares)
            {
                var key = string.Create(CultureInfo.InvariantCulture, $"{verb}, files of at most {share:F2} of the largest one's size");
                yield return new Attempt($"{verb}, disk full", key, cancellation => Try(scenes.Of(verb), share, cancellation));
            }
        }

        const string translate = $"{Scenes.Translate}, disk full";
        yield return new Attempt(translate, $"{translate}: /dev/full", cancellation => TryOutput(scenes.Of(Scenes.Translate), cancellation));
    }

    private static string? Try(Scene scene, double share, CancellationToken cancellation)
    {
        using var checkout = scene.Begin.Copy();
        var blocks = Math.Max(1, (long)(share * scene.LargestOutput / Block));
        var end = Limited(checkout, scene.Arguments, blocks, cancellation);
        var left = Outputs.Of(checkout);
        return (end.ExitCode == 0 ? Scene.Difference(scene.After, left) : Refused(end))
            ?? scene.NotWhole(left) ?? Scene.LeftBeside(checkout) ?? scene.Again(checkout, cancellation);
    }

    /// <summary>Runs a command whose files may have a number of blocks of 512 bytes.</summary>
    public static ProductEnd Limited(
        TemporaryCheckout checkout, IReadOnlyList<string> arguments, long blocks, CancellationToken cancellation)
    {
        var shell = string.Create(CultureInfo.InvariantCulture, $"trap '' XFSZ; ulimit -f {blocks}; exec");
        return ProductProcess.Run(checkout, arguments, cancellation, environment: Environment, shell: shell);
    }

    private static string? TryOutput(Scene scene, CancellationToken cancellation)
    {
        using var checkout = scene.Begin.Copy();
        var end = ProductProcess.Run(checkout, scene.Arguments, cancellation, scene.Input, Environment, "exec > /dev/full; exec");
        return end.ExitCode == 0 ? "exit 0, and nothing is written" : Refused(end);
    }

    /// <summary>Describes an end that is not a refusal in one line; null if it is one.</summary>
    public static string? Refused(ProductEnd end) =>
        end is { ExitCode: > 0 and < 128, Complaints: [var line] } && !line.StartsWith("unexpected", StringComparison.Ordinal)
            ? null
            : $"no refusal in one line: {end.Words}, {end.Complaints.Length} lines";
}
