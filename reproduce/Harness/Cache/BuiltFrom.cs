using System.Reflection.Metadata;
using System.Security.Cryptography;

namespace Gmlm.Reproduce.Harness.Cache;

/// <summary>
/// Tells whether this program was built from the sources of a checkout. The compiler writes the SHA-256 of each source file into the
/// symbols beside an assembly. Comparing these sums also finds a program that was built from an edit that has been undone since.
/// </summary>
public static class BuiltFrom
{
    private const string Landmark = "Program.cs";

    /// <summary>
    /// The source files under <paramref name="root"/> that differ from those this program was built from, as paths relative to the root.
    /// Empty for a checkout that holds no source of this program.
    /// </summary>
    /// <exception cref="UserError">The symbols are missing.</exception>
    public static IReadOnlyList<string> Differing(string root) => Differing(root, Sources());

    /// <summary>The files of <paramref name="sources"/> (relative path → SHA-256) that differ under <paramref name="root"/>.</summary>
    internal static IReadOnlyList<string> Differing(string root, IReadOnlyDictionary<string, byte[]> sources)
    {
        if (!sources.Keys.Any(path => File.Exists(Path.Combine(root, path))))
        {
            return [];
        }

        return
        [
            .. sources.Where(source => !IsSame(Path.Combine(root, source.Key), source.Value))
                .Select(source => source.Key)
                .Order(StringComparer.Ordinal),
        ];
    }

    private static bool IsSame(string path, byte[] sum) =>
        File.Exists(path) && SHA256.HashData(File.ReadAllBytes(path)).AsSpan().SequenceEqual(sum);

    private static Dictionary<string, byte[]> Sources()
    {
        string[] symbols = [.. CodeFingerprint.Ours().Select(path => Path.ChangeExtension(path, ".pdb"))];
        if (symbols.FirstOrDefault(path => !File.Exists(path)) is { } missing)
        {
            throw UserError.Missing($"{missing} is missing, which says what sources this program was built from; run `make build`");
        }

        var documents = symbols.SelectMany(Documents).ToArray();

        // The root of the checkout at build time is the folder above reproduce/, which holds this program's first file.
        var first = documents.Select(document => document.Path)
            .Single(path => path.EndsWith($"/reproduce/{Landmark}", StringComparison.Ordinal));
        var built = first[..^$"reproduce/{Landmark}".Length];
        return documents
            .Where(document => document.Path.StartsWith(built, StringComparison.Ordinal))
            .Where(document => !document.Path.Contains("/obj/", StringComparison.Ordinal))
            .Select(document => (Path: document.Path[built.Length..], document.Sum))
            .DistinctBy(document => document.Path)
            .ToDictionary(document => document.Path, document => document.Sum);
    }

    private static (string Path, byte[] Sum)[] Documents(string symbols)
    {
        using var provider = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(symbols));
        var reader = provider.GetMetadataReader();
        return
        [
            .. reader.Documents.Select(reader.GetDocument)
                .Select(document => (reader.GetString(document.Name).Replace('\\', '/'), reader.GetBlobBytes(document.Hash))),
        ];
    }
}
