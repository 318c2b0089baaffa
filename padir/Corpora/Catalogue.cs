using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gmlm.Padir.Corpora;

/// <summary>The corpora known by name, each file with its address, size and SHA-256: catalogue.json, read once.</summary>
public static class Catalogue
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter<Cleaning>(JsonNamingPolicy.CamelCase) },
        RespectRequiredConstructorParameters = true,
    };

    private static readonly Lazy<IReadOnlyList<CatalogueEntry>> Entries = new(() =>
    {
        using var stream = typeof(Catalogue).Assembly.GetManifestResourceStream("catalogue.json")!;
        return JsonSerializer.Deserialize<CatalogueEntry[]>(stream, Options)!;
    });

    /// <summary>All of them, in the catalogue's order.</summary>
    public static IReadOnlyList<CatalogueEntry> All => Entries.Value;

    /// <summary>The corpus of that name.</summary>
    /// <exception cref="CorpusException">There is none; the message names those there are.</exception>
    public static CatalogueEntry Find(string name) => All.FirstOrDefault(entry => entry.Name == name)
        ?? throw new CorpusException(CorpusProblem.Usage, $"'{name}' is neither a corpus nor a folder; the corpora are {string.Join(", ", All.Select(entry => entry.Name))}");
}

/// <summary>How a corpus is kept free of leaks from training into the held-out splits.</summary>
public enum Cleaning
{
    /// <summary>As published.</summary>
    None,

    /// <summary>It has no splits of its own: <see cref="GroupedSplit"/> makes them.</summary>
    Groups,

    /// <summary>Its own splits leak: <see cref="NearDuplicates"/> are taken out of training.</summary>
    NearDuplicates,
}

/// <summary>One corpus of the catalogue.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Title">What it is.</param>
/// <param name="Directions">The directions it can be read in; the first is the default, and names the languages in the files' order.</param>
/// <param name="Licence">Its licence.</param>
/// <param name="Attribution">Whom to name.</param>
/// <param name="Address">Where its files are, pinned to a commit; ends with a slash.</param>
/// <param name="Files">The files below that address.</param>
/// <param name="Splits">Split name to its files: two line-aligned ones, or one archive.</param>
/// <param name="Unpinned">Splits that exist at the source but have no checksum here, so are not fetched.</param>
/// <param name="Archived">For a zip archive: the tab-separated file inside.</param>
/// <param name="Cleaning">What is done so that training holds nothing of the held-out splits.</param>
/// <param name="Texts">Language to its files, for sentences of one language that are not translations of each other; such a corpus has no
/// directions and no splits.</param>
/// <param name="KeptFrom">Of texts: the corpus that they add sources to. Its training sentences, and all that is near to a held-out one,
/// are left out of the texts.</param>
public sealed record CatalogueEntry(
    string Name,
    string Title,
    IReadOnlyList<string> Directions,
    string Licence,
    string Attribution,
    string Address,
    IReadOnlyList<PinnedFile> Files,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Splits,
    IReadOnlyList<string>? Unpinned = null,
    string? Archived = null,
    Cleaning Cleaning = Cleaning.None,
    IReadOnlyDictionary<string, IReadOnlyList<string>>? Texts = null,
    string? KeptFrom = null)
{
    /// <summary>Bytes of all files.</summary>
    public long Bytes => Files.Sum(file => file.Bytes);

    /// <summary>The full address of a file.</summary>
    public Uri AddressOf(PinnedFile file) => new(Address + file.Name);

    /// <summary>Where a file is below a mirror folder or the cache: its address after <c>https://</c>.</summary>
    public string PathOf(PinnedFile file) => Path.Combine((Address["https://".Length..] + file.Name).Split('/'));

    /// <summary>The direction asked for, or the default.</summary>
    /// <exception cref="CorpusException">The corpus does not have it.</exception>
    public Direction DirectionOf(Direction? wanted) => Directions.Count == 0
        ? throw new CorpusException(CorpusProblem.Usage, $"{Name} has no sentence pairs, only texts in {Languages}; give a corpus of pairs")
        : wanted is not { } direction
        ? Direction.Parse(Directions[0])
        : Directions.Contains(direction.ToString())
            ? direction
            : throw new CorpusException(CorpusProblem.Usage, $"{Name} has no direction {direction}; it has {string.Join(", ", Directions)}");

    /// <summary>The files of its texts in one language.</summary>
    /// <exception cref="CorpusException">It has no texts in that language.</exception>
    public IReadOnlyList<string> TextFiles(string language) => Texts?.GetValueOrDefault(language)
        ?? throw new CorpusException(
            CorpusProblem.Usage,
            Texts is null
                ? $"{Name} has sentence pairs and no texts; give a corpus of texts"
                : $"{Name} has no texts in '{language}'; it has them in {Languages}");

    private string Languages => string.Join(", ", Texts?.Keys ?? []);

    /// <summary>The full name of a split; <c>test</c> means the first test set.</summary>
    /// <exception cref="CorpusException">There is no such split, or none with a checksum.</exception>
    public string SplitName(string split)
    {
        if (Splits.ContainsKey(split))
        {
            return split;
        }

        if (split == "test" && Splits.Keys.FirstOrDefault(name => name.StartsWith("test_", StringComparison.Ordinal)) is { } first)
        {
            return first;
        }

        var (source, target) = Direction.Parse(Directions[0]);
        throw new CorpusException(
            CorpusProblem.Usage,
            Unpinned?.Contains(split) == true
                ? $"{Name}: {split} exists at {Address} but no checksum of it is pinned, so it is not fetched; put {split}.{source} and {split}.{target} (or .gz) into a folder and give the folder in place of {Name}, with --direction {Directions[0]}"
                : $"{Name} has no split '{split}'; it has {string.Join(", ", Splits.Keys)}{(Unpinned is null ? "" : $", and from a folder of your own {string.Join(", ", Unpinned)}")}");
    }
}

/// <summary>A file that is always the same.</summary>
/// <param name="Name">Its name at the source.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its SHA-256 in lower-case hexadecimal digits.</param>
public sealed record PinnedFile(string Name, long Bytes, string Sha256);
