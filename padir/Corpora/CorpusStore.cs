using System.Security.Cryptography;

namespace Gmlm.Padir.Corpora;

/// <summary>How a pinned file stands in the cache.</summary>
public enum FileState
{
    /// <summary>Not there.</summary>
    Absent,

    /// <summary>There, with another checksum than pinned.</summary>
    Wrong,

    /// <summary>There, and byte for byte the pinned one.</summary>
    Right,
}

/// <summary>
/// The cache of pinned files. A file is handed out only after its SHA-256 was computed and found right, each time; what is absent or wrong
/// is fetched from the mirror or the network.
/// </summary>
public sealed class CorpusStore
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    private readonly Fetcher _fetcher;

    /// <summary>A store at these places. Tests give an <paramref name="handler"/> in place of the network.</summary>
    public CorpusStore(CorpusPlaces places, HttpMessageHandler? handler = null)
    {
        Places = places;
        _fetcher = new Fetcher(places.Mirror, handler ?? new SocketsHttpHandler { ConnectTimeout = ConnectTimeout });
    }

    /// <summary>Where it keeps and gets files.</summary>
    public CorpusPlaces Places { get; }

    /// <summary>Where a file is, once fetched.</summary>
    public string PathOf(CatalogueEntry entry, PinnedFile file) => Path.Combine(Places.Cache, entry.PathOf(file));

    /// <summary>Whether the cached file is there and right.</summary>
    public FileState StateOf(CatalogueEntry entry, PinnedFile file) =>
        Sha256(PathOf(entry, file)) is not { } found ? FileState.Absent : found == file.Sha256 ? FileState.Right : FileState.Wrong;

    /// <summary>Whether all files of a corpus are cached and right.</summary>
    public bool Has(CatalogueEntry entry) => entry.Files.All(file => StateOf(entry, file) == FileState.Right);

    /// <summary>The path of a file that is there and right, fetched first where needed.</summary>
    /// <exception cref="CorpusException">It cannot be had.</exception>
    public string Obtain(CatalogueEntry entry, PinnedFile file, CancellationToken cancellation = default)
    {
        ObtainAsync(entry, file, null, cancellation).GetAwaiter().GetResult();
        return PathOf(entry, file);
    }

    /// <summary>Fetches what is absent or wrong of a corpus, and returns how many files that were.</summary>
    /// <exception cref="CorpusException">A file cannot be had; those before it are kept.</exception>
    public async Task<int> FetchAsync(CatalogueEntry entry, IProgress<FetchProgress>? progress, CancellationToken cancellation)
    {
        var fetched = 0;
        foreach (var file in entry.Files)
        {
            fetched += await ObtainAsync(entry, file, progress, cancellation) ? 1 : 0;
        }

        return fetched;
    }

    /// <summary>One line for every file of a corpus that is cached with another checksum than pinned: expected, found, where, what to do.</summary>
    public IReadOnlyList<string> Damages(CatalogueEntry entry) =>
    [
        .. from file in entry.Files
           let path = PathOf(entry, file)
           let found = Sha256(path)
           where found is not null && found != file.Sha256
           select $"{entry.Name}: {path} is not the pinned file: expected SHA-256 {file.Sha256}, found {found}; `data fetch {entry.Name}` replaces it",
    ];

    private async Task<bool> ObtainAsync(CatalogueEntry entry, PinnedFile file, IProgress<FetchProgress>? progress, CancellationToken cancellation)
    {
        if (StateOf(entry, file) == FileState.Right)
        {
            return false;
        }

        await _fetcher.FetchAsync(entry, file, PathOf(entry, file), progress, cancellation);
        return true;
    }

    private static string? Sha256(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"none ({error.Message.TrimEnd('.')})";
        }
    }
}
