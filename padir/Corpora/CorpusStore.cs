using System.Security.Cryptography;

namespace Gmlm.Padir.Corpora;

/// <summary>Whether a pinned file is in the cache.</summary>
public enum FileState
{
    /// <summary>The file is absent.</summary>
    Absent,

    /// <summary>The file is present, but its checksum differs from the pinned one.</summary>
    Wrong,

    /// <summary>The file is present and has the pinned checksum.</summary>
    Right,
}

/// <summary>
/// The cache of pinned files. Each time a file is handed out, its SHA-256 is computed first and must be the pinned one. An absent or wrong
/// file is fetched from the mirror or the network.
/// </summary>
public sealed class CorpusStore
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    private readonly Fetcher _fetcher;

    /// <summary>Makes a store over the given folders. Tests pass a <paramref name="handler"/> that replaces the network.</summary>
    public CorpusStore(CorpusPlaces places, HttpMessageHandler? handler = null)
    {
        Places = places;
        _fetcher = new Fetcher(places.Mirror, handler ?? new SocketsHttpHandler { ConnectTimeout = ConnectTimeout });
    }

    /// <summary>The folders of the store.</summary>
    public CorpusPlaces Places { get; }

    /// <summary>The path that a fetched file has in the cache.</summary>
    public string PathOf(CatalogueEntry entry, PinnedFile file) => Path.Combine(Places.Cache, entry.PathOf(file));

    /// <summary>Checks the cached file against its checksum.</summary>
    public FileState StateOf(CatalogueEntry entry, PinnedFile file) =>
        Sha256(PathOf(entry, file)) is not { } found ? FileState.Absent : found == file.Sha256 ? FileState.Right : FileState.Wrong;

    /// <summary>Whether all files of a corpus are cached and have their pinned checksums.</summary>
    public bool Has(CatalogueEntry entry) => entry.Files.All(file => StateOf(entry, file) == FileState.Right);

    /// <summary>The path of a checked file, which is fetched first where needed.</summary>
    /// <exception cref="CorpusException">The file cannot be obtained.</exception>
    public string Obtain(CatalogueEntry entry, PinnedFile file, CancellationToken cancellation = default)
    {
        ObtainAsync(entry, file, null, cancellation).GetAwaiter().GetResult();
        return PathOf(entry, file);
    }

    /// <summary>Fetches the absent and wrong files of a corpus, and returns their number.</summary>
    /// <exception cref="CorpusException">A file cannot be obtained; the files fetched before it are kept.</exception>
    public async Task<int> FetchAsync(CatalogueEntry entry, IProgress<FetchProgress>? progress, CancellationToken cancellation)
    {
        var fetched = 0;
        foreach (var file in entry.Files)
        {
            fetched += await ObtainAsync(entry, file, progress, cancellation) ? 1 : 0;
        }

        return fetched;
    }

    /// <summary>One line for each cached file whose checksum differs from the pinned one: expected, found, where, what to do.</summary>
    public IReadOnlyList<string> Damages(CatalogueEntry entry) =>
    [
        .. from file in entry.Files
           let path = PathOf(entry, file)
           let found = Sha256(path)
           where found is not null && found != file.Sha256
           select $"{entry.Name}: {path} is not the pinned file: expected SHA-256 {file.Sha256}, found {found}; "
               + $"`data fetch {entry.Name}` replaces it",
    ];

    private async Task<bool> ObtainAsync(
        CatalogueEntry entry, PinnedFile file, IProgress<FetchProgress>? progress, CancellationToken cancellation)
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
