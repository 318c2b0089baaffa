using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gmlm.Padir.Corpora;

/// <summary>The corpora known by name, with the address, size and SHA-256 of each file. They are read once from catalogue.json.</summary>
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

    /// <summary>All corpora, in the catalogue's order.</summary>
    public static IReadOnlyList<CatalogueEntry> All => Entries.Value;

    /// <summary>Finds a corpus by its name.</summary>
    /// <exception cref="CorpusException">No corpus has this name; the message lists the names.</exception>
    public static CatalogueEntry Find(string name) => All.FirstOrDefault(entry => entry.Name == name)
        ?? throw new CorpusException(
            CorpusProblem.Usage,
            $"'{name}' is neither a corpus nor a folder; the corpora are {string.Join(", ", All.Select(entry => entry.Name))}");
}

/// <summary>How a corpus is kept free of leaks from training into the held-out splits.</summary>
public enum Cleaning
{
    /// <summary>The published splits are used unchanged.</summary>
    None,

    /// <summary>The corpus has no splits of its own; <see cref="GroupedSplit"/> makes them.</summary>
    Groups,

    /// <summary>The published splits leak, so <see cref="NearDuplicates"/> of held-out sentences are removed from training.</summary>
    NearDuplicates,
}

/// <summary>One corpus of the catalogue.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Title">A short description.</param>
/// <param name="Directions">The directions the corpus can be read in. The first one is the default and gives the order of its language
/// files.</param>
/// <param name="Licence">The licence of the texts.</param>
/// <param name="Attribution">The authors to be credited.</param>
/// <param name="Address">The address of the files' folder, pinned to a commit; ends with a slash.</param>
/// <param name="Files">The files below the address.</param>
/// <param name="Splits">The files of each split by its name: two line-aligned files or one archive.</param>
/// <param name="Unpinned">Splits that exist at the address but are not fetched, because no checksum of them is pinned.</param>
/// <param name="Archived">The name of the tab-separated file inside the zip archive; null without an archive.</param>
/// <param name="Cleaning">How training data is kept free of held-out sentences.</param>
/// <param name="Texts">The files of each language, for sentences that are not translations of each other; such a corpus has no directions
/// and no splits.</param>
/// <param name="KeptFrom">The corpus that the texts add sources to. Its training sentences, and sentences near to its held-out ones, are
/// left out of the texts.</param>
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
    /// <summary>The size of all files together, in bytes.</summary>
    public long Bytes => Files.Sum(file => file.Bytes);

    /// <summary>The full address of a file.</summary>
    public Uri AddressOf(PinnedFile file) => new(Address + file.Name);

    /// <summary>The path of a file below the mirror folder or the cache folder: its address without <c>https://</c>.</summary>
    public string PathOf(PinnedFile file) => Path.Combine((Address["https://".Length..] + file.Name).Split('/'));

    /// <summary>The requested direction, or the default one.</summary>
    /// <exception cref="CorpusException">The corpus does not have the direction.</exception>
    public Direction DirectionOf(Direction? wanted) => Directions.Count == 0
        ? throw new CorpusException(CorpusProblem.Usage, $"{Name} has no sentence pairs, only texts in {Languages}; give a corpus of pairs")
        : wanted is not { } direction
        ? Direction.Parse(Directions[0])
        : Directions.Contains(direction.ToString())
            ? direction
            : throw new CorpusException(
                CorpusProblem.Usage, $"{Name} has no direction {direction}; it has {string.Join(", ", Directions)}");

    /// <summary>The files that hold the texts in one language.</summary>
    /// <exception cref="CorpusException">The corpus has no texts in the language.</exception>
    public IReadOnlyList<string> TextFiles(string language) => Texts?.GetValueOrDefault(language)
        ?? throw new CorpusException(
            CorpusProblem.Usage,
            Texts is null
                ? $"{Name} has sentence pairs and no texts; give a corpus of texts"
                : $"{Name} has no texts in '{language}'; it has them in {Languages}");

    private string Languages => string.Join(", ", Texts?.Keys ?? []);

    /// <summary>The full name of a split; <c>test</c> stands for the first test set.</summary>
    /// <exception cref="CorpusException">The corpus has no such split, or no checksum of it is pinned.</exception>
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
                ? $"{Name}: {split} exists at {Address} but no checksum of it is pinned, so it is not fetched; put {split}.{source} and "
                    + $"{split}.{target} (or .gz) into a folder and give the folder in place of {Name}, with --direction {Directions[0]}"
                : $"{Name} has no split '{split}'; it has {string.Join(", ", Splits.Keys)}"
                    + (Unpinned is null ? "" : $", and from a folder of your own {string.Join(", ", Unpinned)}"));
    }
}

/// <summary>A file whose content is fixed by its checksum.</summary>
/// <param name="Name">The name at the source.</param>
/// <param name="Bytes">The size in bytes.</param>
/// <param name="Sha256">The SHA-256 in lower-case hexadecimal digits.</param>
public sealed record PinnedFile(string Name, long Bytes, string Sha256);
