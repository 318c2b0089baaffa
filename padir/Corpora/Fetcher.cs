using System.Security.Cryptography;
using Gmlm.Padir.Runtime;

namespace Gmlm.Padir.Corpora;

/// <summary>The progress of one file's download.</summary>
/// <param name="Corpus">The corpus of the file.</param>
/// <param name="File">The file's name.</param>
/// <param name="Done">Bytes received so far.</param>
/// <param name="Total">The file's size in bytes.</param>
public readonly record struct FetchProgress(string Corpus, string File, long Done, long Total);

/// <summary>
/// Copies one pinned file from the mirror or the network into the cache. The file is hashed while it is copied, and
/// replaces its destination only if the checksum is right (<see cref="WholeFile"/>), so that a failure leaves no file behind.
/// </summary>
internal sealed class Fetcher(string? mirror, HttpMessageHandler handler)
{
    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http = new(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

    public async Task FetchAsync(
        CatalogueEntry entry, PinnedFile file, string destination, IProgress<FetchProgress>? progress, CancellationToken cancellation)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(destination)!);
            await WholeFile.WriteAsync(destination, async target =>
            {
                var (found, origin) = await CopyAsync(entry, file, target, progress, cancellation);
                if (found != file.Sha256)
                {
                    throw new CorpusException(
                        CorpusProblem.Missing,
                        $"{entry.Name}: {origin} is not the pinned file: expected SHA-256 {file.Sha256}, found {found}; nothing was kept; "
                            + $"fetch again, or from elsewhere with --mirror");
                }
            });
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CorpusException(
                CorpusProblem.Missing,
                $"{entry.Name}: cannot write {destination}: {error.Message.TrimEnd('.')}; choose a writable folder with --cache or "
                    + $"{CorpusPlaces.CacheVariable}",
                error);
        }
    }

    private async Task<(string Sha256, string Origin)> CopyAsync(
        CatalogueEntry entry, PinnedFile file, FileStream target, IProgress<FetchProgress>? progress, CancellationToken cancellation)
    {
        using var stalled = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var origin = mirror is null ? entry.AddressOf(file).ToString() : Path.Combine(mirror, entry.PathOf(file));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        try
        {
            stalled.CancelAfter(Stall);
            using var response = mirror is null
                ? await _http.GetAsync(entry.AddressOf(file), HttpCompletionOption.ResponseHeadersRead, stalled.Token)
                : null;
            response?.EnsureSuccessStatusCode();
            await using var source = response is null ? File.OpenRead(origin) : await response.Content.ReadAsStreamAsync(stalled.Token);

            // Stops one buffer after the pinned size, since a longer answer cannot have the pinned checksum.
            var buffer = new byte[1 << 16];
            for (var done = 0L; done <= file.Bytes;)
            {
                stalled.CancelAfter(Stall);
                var count = await source.ReadAsync(buffer, stalled.Token);
                if (count == 0)
                {
                    break;
                }

                hash.AppendData(buffer, 0, count);
                await Write(target, buffer.AsMemory(0, count), cancellation);
                done += count;
                progress?.Report(new FetchProgress(entry.Name, file.Name, Math.Min(done, file.Bytes), file.Bytes));
            }
        }
        catch (Exception error) when (
            !cancellation.IsCancellationRequested
                && error is not WriteException
                && (error is HttpRequestException or OperationCanceledException or IOException or UnauthorizedAccessException))
        {
            throw Unavailable(entry, file, origin, error);
        }
        catch (WriteException error)
        {
            throw new IOException(error.Message, error);
        }

        return (Convert.ToHexStringLower(hash.GetHashAndReset()), origin);
    }

    // Marks a failure of writing. Reading throws IOException too, but needs different advice in the message.
    private static async Task Write(FileStream target, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        try
        {
            await target.WriteAsync(bytes, cancellation);
        }
        catch (IOException error)
        {
            throw new WriteException(error);
        }
    }

    private CorpusException Unavailable(CatalogueEntry entry, PinnedFile file, string origin, Exception error)
    {
        var reason = error is OperationCanceledException
            ? $"no answer for {Stall.TotalSeconds:0} s"
            : (error.InnerException ?? error).Message.TrimEnd('.');
        return new CorpusException(
            CorpusProblem.Missing,
            mirror is null
                ? $"{entry.Name}: cannot fetch {origin}: {reason}; check the network, or name a folder that has the files with --mirror "
                    + $"or {CorpusPlaces.MirrorVariable}"
                : $"{entry.Name}: {file.Name} is not in the mirror: {reason}; complete the mirror, or name another with --mirror or "
                    + $"{CorpusPlaces.MirrorVariable}",
            error);
    }

    private sealed class WriteException(IOException inner) : Exception(inner.Message, inner);
}
