using System.Runtime.ExceptionServices;
using Gmlm.Padir.Runtime;

namespace Gmlm.Reproduce.Harness;

/// <summary>
/// Runs independent jobs of libtorch in parallel, each on one thread, since small batches of sentences leave a second thread of libtorch
/// idle half of the time. The result of a job does not depend on the other jobs.
/// </summary>
internal static class SideBySide
{
    /// <summary>Runs the jobs on all processors.</summary>
    /// <param name="jobs">Jobs that do not depend on each other.</param>
    /// <param name="report">Receives the share of finished jobs, from one thread at a time.</param>
    /// <param name="costs">
    /// The relative durations. The longest jobs begin first, so that no thread is left alone with a long job at the end;
    /// null: equal durations.
    /// </param>
    /// <returns>The results, in the order of the jobs.</returns>
    /// <exception cref="Exception">
    /// The first exception of a job or of <paramref name="report"/>; jobs that have not begun are not run.
    /// </exception>
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
                        report?.Invoke((double)++done / jobs.Count); // Throws if the run was interrupted.
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
