using System.Text;

namespace Gmlm.Reproduce.Export;

/// <summary>
/// The configuration of a CODECHECK (https://codecheck.org.uk/spec/config/2.0/): the paper, and the files that a codechecker reproduces and
/// compares. The part about the codechecker is left to them.
/// </summary>
internal static class Codecheck
{
    /// <summary>The name of the configuration in the export's root.</summary>
    public const string File = "codecheck.yml";

    /// <summary>The YAML text, ending in a line feed.</summary>
    /// <param name="files">What is reproduced.</param>
    public static string Configuration(IReadOnlyList<RunFile> files)
    {
        var text = new StringBuilder("---\nversion: https://codecheck.org.uk/spec/config/2.0/\n\npaper:\n")
            .Append(CultureInfo.InvariantCulture, $"  title: {Quoted(Paper.Title)}\n  authors:\n");
        foreach (var author in Paper.Authors)
        {
            text.Append(CultureInfo.InvariantCulture, $"    - name: {Quoted(author)}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"  reference: {Paper.Address}\n\nmanifest:\n");
        foreach (var file in files)
        {
            text.Append(CultureInfo.InvariantCulture, $"  - file: {Quoted(file.Path)}\n    comment: {Quoted(file.What)}\n");
        }

        return text.ToString();
    }

    // A double-quoted scalar of YAML takes the escapes of JSON.
    private static string Quoted(string text) =>
        $"\"{text.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
