using System.Runtime.ExceptionServices;
using Gmlm.Padir.Runtime;

namespace Gmlm.Reproduce.Experiments;

/// <summary>
/// Jobs of libtorch side by side, one thread each, on all processors: sentences in small batches keep one thread busy and leave a second one idle half of the time. What a job computes does
/// not depend on the others, nor on how many there are.
/// </summary>
internal static class SideBySide
{
    /// <summary>Runs them.</summary>
    /// <param name="jobs">Independent of each other.</param>
    /// <param name="report">Told the share done, by one thread at a time.</param>
    /// <returns>What they gave, in their order.</returns>
    /// <exception cref="Exception">The first that a job threw; jobs not yet begun are left out.</exception>
    public static T[] Run<T>(IReadOnlyList<Func<T>> jobs, Action<double>? report = null)
    {
        var results = new T[jobs.Count];
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
            using var thread = new SingleThread();
            for (var job = Interlocked.Increment(ref next); job < jobs.Count && thrown is null; job = Interlocked.Increment(ref next))
            {
                try
                {
                    results[job] = jobs[job]();
                }
                catch (Exception error)
                {
                    thrown ??= ExceptionDispatchInfo.Capture(error);
                    return;
                }

                lock (gate)
                {
                    report?.Invoke((double)++done / jobs.Count);
                }
            }
        }
    }
}
