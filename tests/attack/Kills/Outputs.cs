using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gmlm.Attack.Kills;

/// <summary>
/// The lasting files of a checkout: results, snapshots, figures, the report and checkpoints. Each has a checksum over the part that is the
/// same in every undisturbed run. The dictionaries map the relative path to the checksum.
/// </summary>
internal static class Outputs
{
    private static readonly string[] Folders =
        ["reports/build/results", "reports/build/figures", "reports/snapshots", "padir/checkpoints"];

    private static readonly string[] Files = ["reports/build/report.pdf", "reports/build/report.json"];

    /// <summary>The present files.</summary>
    public static SortedDictionary<string, string> Of(TemporaryCheckout checkout)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var files = Folders.Select(folder => checkout.PathOf(folder)).Where(Directory.Exists)
            .SelectMany(folder => Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
            .Concat(Files.Select(file => checkout.PathOf(file)).Where(File.Exists));
        foreach (var file in files.Where(IsOutput))
        {
            found[Path.GetRelativePath(checkout.Root, file)] = Sum(file);
        }

        return found;
    }

    /// <summary>The temporary files that were written and not renamed, anywhere in the checkout.</summary>
    public static IReadOnlyList<string> Unfinished(TemporaryCheckout checkout) =>
        [.. Directory.GetFiles(checkout.Root, "*.tmp", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(checkout.Root, file))];

    // A sidecar holds the duration, so it varies; received files and locks are no results.
    private static bool IsOutput(string file) =>
        !(file.EndsWith(".provenance.json", StringComparison.Ordinal) || file.EndsWith(".tmp", StringComparison.Ordinal)
            || file.Contains(".received.", StringComparison.Ordinal) || file.EndsWith("lock", StringComparison.Ordinal));

    // Dates, commits and durations are left out of the checksum.
    private static string Sum(string file)
    {
        string[] varies = Path.GetFileName(file) switch
        {
            "manifest.json" => ["seconds", "commit"],
            var name when name.EndsWith(".verified.json", StringComparison.Ordinal) => ["acceptances"],
            _ => [],
        };
        return Convert.ToHexStringLower(SHA256.HashData(varies.Length > 0 ? Without(file, varies) : File.ReadAllBytes(file)));
    }

    // A truncated file cannot be parsed, so its bytes are used.
    private static byte[] Without(string file, string[] varies)
    {
        var text = File.ReadAllText(file);
        try
        {
            var json = JsonNode.Parse(text)!.AsObject();
            Array.ForEach(varies, name => json.Remove(name));
            return Encoding.UTF8.GetBytes(json.ToJsonString());
        }
        catch (JsonException)
        {
            return Encoding.UTF8.GetBytes(text);
        }
    }
}
