using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using static TorchSharp.torch;

namespace Gmlm.Padir.Runtime;

/// <summary>
/// Threads with one thread of libtorch each. The operators of a small network are too short to be divided among threads, so that work is
/// divided into networks' passes instead, one on each of these. Like libtorch's own they stay until the process ends: the libraries below
/// keep memory for every thread they have seen.
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

        // What one thread sets is also the number that threads begin with which libtorch has not seen: it is set back to this thread's.
        begun.Wait();
        set_num_threads(get_num_threads());
    }

    /// <summary>So many of them.</summary>
    public static Workers Of(int count) => Kept.GetOrAdd(count, static n => new Lazy<Workers>(() => new Workers(n))).Value;

    /// <summary>Each does the job with its number, from 0; returns when all have.</summary>
    /// <exception cref="Exception">The first that one of them threw.</exception>
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
        // libtorch gives a thread the common number when the thread first asks, also where it has set its own before.
        _ = get_num_threads();
        set_num_threads(1);
        begun.Signal();
        foreach (var job in jobs.GetConsumingEnumerable())
        {
            job();
        }
    }
}
