using System.Globalization;

namespace Gmlm.Attack.Kills;

/// <summary>
/// Commands whose files may not grow beyond a size, so that the system refuses to write on, as on a full disk; and a translation into
/// <c>/dev/full</c>.
/// </summary>
internal static class FullDisk
{
    private const int Block = 512; // Bytes; the unit of ulimit -f.
    private static readonly double[] Shares = [0, 0.3, 0.6, 0.95];

    // The runtime takes executable memory from a file that the limit would hold for too.
    private static readonly Dictionary<string, string?> Environment = new()
    {
        ["DOTNET_EnableWriteXorExecute"] = "0",
        ["DOTNET_EnableDiagnostics"] = "0",
    };

    /// <summary>Every verb that writes files, with several sizes.</summary>
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

    /// <summary>Runs a command whose files may have so many blocks of 512 bytes.</summary>
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

    /// <summary>What is not one clear line of refusal; null where it is one.</summary>
    public static string? Refused(ProductEnd end) =>
        end is { ExitCode: > 0 and < 128, Complaints: [var line] } && !line.StartsWith("unexpected", StringComparison.Ordinal)
            ? null
            : $"no refusal in one line: {end.Words}, {end.Complaints.Length} lines";
}
