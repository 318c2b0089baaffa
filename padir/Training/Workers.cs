using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using TorchSharp;

namespace Gmlm.Padir.Training;

/// <summary>Threads with one thread of libtorch each. Like libtorch's own they stay until the process ends: the libraries below keep memory for every thread they have seen.</summary>
internal sealed class Workers
{
    private static readonly ConcurrentDictionary<int, Lazy<Workers>> Kept = new();

    private readonly BlockingCollection<Action>[] _jobs;

    private Workers(int count)
    {
        _jobs = [.. Enumerable.Range(0, count).Select(_ => new BlockingCollection<Action>())];
        foreach (var jobs in _jobs)
        {
            new Thread(() => Work(jobs)) { IsBackground = true, Name = nameof(Workers) }.Start();
        }
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

    private static void Work(BlockingCollection<Action> jobs)
    {
        torch.set_num_threads(1);
        foreach (var job in jobs.GetConsumingEnumerable())
        {
            job();
        }
    }
}
