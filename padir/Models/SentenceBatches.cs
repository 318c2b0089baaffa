using Gmlm.Padir.RowProducts;
using Gmlm.Padir.Runtime;
using static TorchSharp.torch;

namespace Gmlm.Padir.Models;

/// <summary>
/// Batches of sources of like lengths, divided among threads: one libtorch thread for each network pass, and as many passes side by side
/// as libtorch has threads where the caller is. A single batch has all threads to itself: they divide its products. Which sources are in
/// a batch depends on the sources alone, and a product not on who computes it, so that the results do not depend on the threads.
/// </summary>
internal static class SentenceBatches
{
    /// <summary>Does the work of every batch.</summary>
    /// <param name="sources">Token ids.</param>
    /// <param name="size">Sources of a batch at most.</param>
    /// <param name="threads">How many batches are worked on at a time; 1: on the caller's thread.</param>
    /// <param name="progress">Told the share done, by one thread at a time.</param>
    /// <param name="cancel">Stops before another batch; within a batch the work looks at it.</param>
    /// <param name="work">From the sources' places and the sources to a result each, on any thread; tensors made meanwhile are disposed
    /// of.</param>
    /// <returns>The results in the order of the sources.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The size is not positive.</exception>
    /// <exception cref="Exception">The first that the work of a batch threw; no other batch is begun then.</exception>
    public static T[] Run<T>(
        IReadOnlyList<int[]> sources,
        int size,
        int threads,
        IProgress<double>? progress,
        CancellationToken cancel,
        Func<int[], int[][], IEnumerable<T>> work)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);

        // The longest first: a long batch begun last would leave the other threads idle.
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
