using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using static TorchSharp.torch;

namespace Gmlm.Padir.Runtime;

/// <summary>
/// Threads with one libtorch thread each. The operators of a small network are too short to be divided among threads; instead, each of
/// these threads runs forward passes of its own. Like libtorch's own threads they live until the process ends, because native libraries
/// keep memory for every thread that has used them.
/// </summary>
internal sealed class Workers
{
    private static readonly ConcurrentDictionary<int, Lazy<Workers>> Kept = new();

    private readonly BlockingCollection<Action>[] _jobs;

    private Workers(int count)
    {
        using var begun = new CountdownEvent(count);
        _jobs = [.. Enumerable.Range(0, count).Select(_ => new BlockingCollection<Action>())];
        foreach (var jobs in _jobs)
        {
            new Thread(() => Work(jobs, begun)) { IsBackground = true, Name = nameof(Workers) }.Start();
        }

        // set_num_threads of one thread also sets the initial number of all threads new to libtorch. It is set back to this
        // thread's number.
        begun.Wait();
        set_num_threads(get_num_threads());
    }

    /// <summary>Returns the given number of workers.</summary>
    public static Workers Of(int count) => Kept.GetOrAdd(count, static n => new Lazy<Workers>(() => new Workers(n))).Value;

    /// <summary>Runs the job on every worker, with the worker's number from 0, and returns when all are done.</summary>
    /// <exception cref="Exception">The first exception of a worker.</exception>
    public void Run(Action<int> job)
    {
        ExceptionDispatchInfo? thrown = null;
        using var left = new CountdownEvent(_jobs.Length);
        for (var i = 0; i < _jobs.Length; i++)
        {
            var number = i;
            _jobs[i].Add(() =>
            {
                try
                {
                    job(number);
                }
                catch (Exception error)
                {
                    Interlocked.CompareExchange(ref thrown, ExceptionDispatchInfo.Capture(error), null);
                }
                finally
                {
                    left.Signal();
                }
            });
        }

        left.Wait();
        thrown?.Throw();
    }

    private static void Work(BlockingCollection<Action> jobs, CountdownEvent begun)
    {
        // libtorch gives a thread the common number when the thread first reads it, even if the thread has set its own before.
        _ = get_num_threads();
        set_num_threads(1);
        begun.Signal();
        foreach (var job in jobs.GetConsumingEnumerable())
        {
            job();
        }
    }
}
