using System.Runtime.ExceptionServices;
using Gmlm.Padir.Runtime;

namespace Gmlm.Reproduce.Harness;

/// <summary>
/// Jobs of libtorch side by side, one thread each, on all processors: sentences in small batches keep one thread busy and leave a second one idle half of the time. What a job computes does
/// not depend on the others, nor on how many there are.
/// </summary>
internal static class SideBySide
{
    /// <summary>Runs them.</summary>
    /// <param name="jobs">Independent of each other.</param>
    /// <param name="report">Told the share done, by one thread at a time.</param>
    /// <param name="costs">How long each takes, in any unit: the longest are begun first, so that none is left for one thread alone at the end; null: all alike.</param>
    /// <returns>What they gave, in their order.</returns>
    /// <exception cref="Exception">The first that a job or <paramref name="report"/> threw; jobs not yet begun are left out.</exception>
    public static T[] Run<T>(IReadOnlyList<Func<T>> jobs, Action<double>? report = null, IReadOnlyList<double>? costs = null)
    {
        var results = new T[jobs.Count];
        int[] order = [.. Enumerable.Range(0, jobs.Count).OrderByDescending(job => costs?[job] ?? 0)];
        var (next, done) = (-1, 0);
        ExceptionDispatchInfo? thrown = null;
        var gate = new Lock();
        Thread[] workers = [.. Enumerable.Range(0, Math.Min(Environment.ProcessorCount, jobs.Count)).Select(_ => new Thread(Work))];
        foreach (var worker in workers)
        {
            worker.Start();
        }

        foreach (var worker in workers)
        {
            worker.Join();
        }

        thrown?.Throw();
        return results;

        void Work()
        {
            using var thread = new TorchThreads(1);
            for (var i = Interlocked.Increment(ref next); i < jobs.Count && thrown is null; i = Interlocked.Increment(ref next))
            {
                try
                {
                    results[order[i]] = jobs[order[i]]();
                    lock (gate)
                    {
                        report?.Invoke((double)++done / jobs.Count); // It may throw too: an interrupted run does here.
                    }
                }
                catch (Exception error)
                {
                    thrown ??= ExceptionDispatchInfo.Capture(error);
                    return;
                }
            }
        }
    }
}
