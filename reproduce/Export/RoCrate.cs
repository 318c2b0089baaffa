using System.Text.Json.Nodes;

namespace Gmlm.Reproduce.Export;

/// <summary>
/// The metadata of a Research Object Crate (RO-Crate 1.1, https://w3id.org/ro/crate/1.1): which files a run has left, what they are, with
/// their sizes and SHA-256, and which paper and which commit they are about.
/// </summary>
internal static class RoCrate
{
    /// <summary>The name of the metadata in the crate's root.</summary>
    public const string File = "ro-crate-metadata.json";

    /// <summary>The metadata, ending in a line feed.</summary>
    /// <param name="files">All other files of the crate.</param>
    /// <param name="commit">The commit of the code, or why it is not known.</param>
    /// <param name="date">The day of the export, for example 2026-11-28.</param>
    public static string Metadata(IReadOnlyList<RunFile> files, string commit, string date)
    {
        JsonArray graph =
        [
            new JsonObject
            {
                ["@id"] = File,
                ["@type"] = "CreativeWork",
                ["conformsTo"] = Reference("https://w3id.org/ro/crate/1.1"),
                ["about"] = Reference("./"),
            },
            new JsonObject
            {
                ["@id"] = "./",
                ["@type"] = "Dataset",
                ["name"] = $"A reproduction of “{Paper.Title}”",
                ["description"] = "Results, figures and report of one run, with the provenance of every result.",
                ["datePublished"] = date,
                ["license"] = Reference("https://spdx.org/licenses/MIT"),
                ["version"] = commit,
                ["citation"] = Reference(Paper.Address),
                ["hasPart"] = new JsonArray([.. files.Select(file => (JsonNode)Reference(file.Path))]),
            },
            new JsonObject
            {
                ["@id"] = Paper.Address,
                ["@type"] = "ScholarlyArticle",
                ["name"] = Paper.Title,
                ["author"] = new JsonArray([.. Paper.Authors.Select(author => (JsonNode)author)]),
            },
        ];
        foreach (var file in files)
        {
            graph.Add(new JsonObject
            {
                ["@id"] = file.Path,
                ["@type"] = "File",
                ["name"] = file.What,
                ["encodingFormat"] = file.MediaType,
                ["contentSize"] = file.Bytes.Length.ToString(CultureInfo.InvariantCulture),
                ["sha256"] = file.Sha256,
            });
        }

        return LineJson.Write(new JsonObject { ["@context"] = "https://w3id.org/ro/crate/1.1/context", ["@graph"] = graph });
    }

    private static JsonObject Reference(string id) => new() { ["@id"] = id };
}
