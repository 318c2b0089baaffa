using System.Diagnostics;

namespace Gmlm.Padir.RowProducts;

/// <summary>
/// Threads that divide a product among them, so that a single sentence uses all cores. The calling thread and its helpers take the strips
/// of a matrix one by one until none is left. The caller does not wait for a helper that has not started, since the caller then takes its
/// strips. The result of a strip does not depend on the thread.
/// <para>
/// After a product, helpers poll for the next one for a tenth of a millisecond, since waking a thread takes as long as a small product.
/// Then they sleep, and leave the core to other threads.
/// </para>
/// </summary>
internal sealed class RowTeam
{
    // Products with fewer multiplications are faster on one thread.
    private const long Least = 1 << 17;

    private static readonly long Patience = Stopwatch.Frequency / 10_000;
    private static readonly Lock Gate = new();
    private static readonly Dictionary<int, RowTeam> Teams = [];

    [ThreadStatic]
    private static RowTeam? _current;

    private readonly SemaphoreSlim _work = new(0);
    private readonly int _helpers;
    private bool _taken;
    private StripJob _job;
    private long _state; // the number of products so far, the strips of this one, and the next strip
    private int _done;
    private int _asleep;
    private int _own; // the strips of the last product that the caller computed

    private RowTeam(int helpers)
    {
        _helpers = helpers;
        for (var i = 0; i < helpers; i++)
        {
            new Thread(Help) { IsBackground = true, Name = nameof(RowTeam) }.Start();
        }
    }

    /// <summary>Whether helpers computed a part of this thread's last divided product.</summary>
    internal static bool Helped => _current is { } team && team._own < team._job.Strips;

    /// <summary>
    /// Computes all strips of a product on this thread, and on its helpers if it has some and the product is large enough.
    /// </summary>
    public static void Run(in StripJob job)
    {
        if (_current is { } team && job.Multiplications >= Least)
        {
            team.Divide(job);
            return;
        }

        for (var strip = 0; strip < job.Strips; strip++)
        {
            job.Multiply(strip);
        }
    }

    /// <summary>
    /// Gives this thread helpers until the result is disposed of. Returns null if another thread has all helpers, or if
    /// <paramref name="threads"/> is 1.
    /// </summary>
    /// <param name="threads">The number of threads: this one and its helpers.</param>
    public static IDisposable? Enter(int threads)
    {
        if (threads < 2 || _current is not null)
        {
            return null;
        }

        lock (Gate)
        {
            if (!Teams.TryGetValue(threads, out var team))
            {
                Teams.Add(threads, team = new RowTeam(threads - 1));
            }

            if (team._taken)
            {
                return null;
            }

            team._taken = true;
            _current = team;
            return new Membership(team);
        }
    }

    private static int Strips(long state) => (int)((state >> 20) & 0xfffff);

    private static int Next(long state) => (int)(state & 0xfffff);

    private void Divide(in StripJob job)
    {
        // The job and the count are written before the state, and do not change until all strips are done, so that a thread that has taken
        // a strip reads the right job.
        _job = job;
        _done = 0;
        Interlocked.Exchange(ref _state, (((_state >> 40) + 1) << 40) | ((long)job.Strips << 20));
        var asleep = Volatile.Read(ref _asleep);
        if (asleep > 0)
        {
            _work.Release(Math.Min(asleep, _helpers));
        }

        for (_own = 0; TakeOne(); _own++)
        {
        }

        var wait = default(SpinWait);
        while (Volatile.Read(ref _done) < job.Strips)
        {
            wait.SpinOnce(sleep1Threshold: -1); // A helper still computes its last strip.
        }
    }

    // Computes the next strip; false if none is left.
    private bool TakeOne()
    {
        var state = Volatile.Read(ref _state);
        if (Next(state) >= Strips(state))
        {
            return false;
        }

        state = Interlocked.Increment(ref _state);
        var strip = Next(state) - 1;
        if (strip >= Strips(state))
        {
            return false;
        }

        _job.Multiply(strip);
        Interlocked.Increment(ref _done);
        return true;
    }

    private void Help()
    {
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            if (TakeOne())
            {
                since = Stopwatch.GetTimestamp();
            }
            else if (Stopwatch.GetTimestamp() - since < Patience)
            {
                Thread.SpinWait(20);
            }
            else
            {
                // A product posted after this line finds a sleeping helper and wakes it; a product posted before is seen by the test below.
                Interlocked.Increment(ref _asleep);
                if (Next(Volatile.Read(ref _state)) >= Strips(Volatile.Read(ref _state)))
                {
                    _work.Wait();
                }

                Interlocked.Decrement(ref _asleep);
                since = Stopwatch.GetTimestamp();
            }
        }
    }

    private sealed class Membership(RowTeam team) : IDisposable
    {
        public void Dispose()
        {
            lock (Gate)
            {
                team._taken = false;
                _current = null;
            }
        }
    }
}
