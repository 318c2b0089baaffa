using Gmlm.Padir.RowProducts;
using Gmlm.Padir.Runtime;
using static TorchSharp.torch;

namespace Gmlm.Padir.Models;

/// <summary>
/// Divides sources into batches of similar lengths, and the batches among threads. Each forward pass uses one libtorch thread, and as
/// many passes run at a time as libtorch has threads for the caller. A single batch uses all threads, which divide its row products.
/// The batches depend on the sources alone, and a row product does not depend on the thread that computes it, so that results do not
/// depend on the threads.
/// </summary>
internal static class SentenceBatches
{
    /// <summary>Runs a function on every batch.</summary>
    /// <param name="sources">The sources as token ids.</param>
    /// <param name="size">The largest number of sources of a batch.</param>
    /// <param name="threads">The number of batches at a time; 1 uses the caller's thread.</param>
    /// <param name="progress">Receives the share of sources done, by one thread at a time.</param>
    /// <param name="cancel">Stops before the next batch. Within a batch, <paramref name="work"/> must check it.</param>
    /// <param name="work">
    /// Returns a result for each source of a batch, from the indices of the sources and the sources. It runs on any thread, and its tensors
    /// are disposed of.
    /// </param>
    /// <returns>The results in the order of the sources.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The size is not positive.</exception>
    /// <exception cref="Exception">The first exception of <paramref name="work"/>. No further batch is started after it.</exception>
    public static T[] Run<T>(
        IReadOnlyList<int[]> sources,
        int size,
        int threads,
        IProgress<double>? progress,
        CancellationToken cancel,
        Func<int[], int[][], IEnumerable<T>> work)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);

        // The longest batches come first, since a long batch at the end would leave the other threads idle.
        int[][] batches = [.. Enumerable.Range(0, sources.Count).OrderBy(i => sources[i].Length).Chunk(size).Reverse()];
        var results = new T[sources.Count];
        var (next, done, failed) = (-1, 0, false);
        var gate = new Lock();
        if (threads > 1 && batches.Length > 0)
        {
            Workers.Of(threads).Run(_ => Work());
        }
        else
        {
            Work();
        }

        return results;

        void Work()
        {
            while (!Volatile.Read(ref failed) && Interlocked.Increment(ref next) is var i && i < batches.Length)
            {
                try
                {
                    cancel.ThrowIfCancellationRequested();
                    Translate(batches[i]);
                }
                catch
                {
                    Volatile.Write(ref failed, true);
                    throw;
                }
            }
        }

        void Translate(int[] batch)
        {
            using var inference = inference_mode();
            using var scope = NewDisposeScope();
            using var team = batches.Length == 1 ? RowTeam.Enter(threads) : null;
            foreach (var (place, result) in batch.Zip(work(batch, [.. batch.Select(i => sources[i])])))
            {
                results[place] = result;
            }

            lock (gate)
            {
                progress?.Report((done += batch.Length) / (double)sources.Count);
            }
        }
    }
}
