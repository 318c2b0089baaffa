using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gmlm.Attack.Kills;

/// <summary>
/// The files of a checkout that a person keeps: results, snapshots, figures, the report, checkpoints, each by a checksum of what is the same in
/// every undisturbed run. Path from the checkout → checksum.
/// </summary>
internal static class Outputs
{
    private static readonly string[] Folders =
        ["reports/build/results", "reports/build/figures", "reports/snapshots", "padir/checkpoints"];

    private static readonly string[] Files = ["reports/build/report.pdf", "reports/build/report.json"];

    /// <summary>The files as they are.</summary>
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

    /// <summary>Files that were begun and not renamed, anywhere in the checkout.</summary>
    public static IReadOnlyList<string> Unfinished(TemporaryCheckout checkout) =>
        [.. Directory.GetFiles(checkout.Root, "*.tmp", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(checkout.Root, file))];

    // A sidecar holds how long it took; a received file and a lock are no result.
    private static bool IsOutput(string file) =>
        !(file.EndsWith(".provenance.json", StringComparison.Ordinal) || file.EndsWith(".tmp", StringComparison.Ordinal)
            || file.Contains(".received.", StringComparison.Ordinal) || file.EndsWith("lock", StringComparison.Ordinal));

    // What holds the day, the commit or a time is left out.
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

    // A file that is cut off counts as it is.
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
