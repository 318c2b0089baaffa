using System.Diagnostics;

namespace Gmlm.Padir.RowProducts;

/// <summary>
/// Threads that divide one product with another: the strips of a matrix are taken one by one, by the thread that multiplies and by its
/// helpers, until none is left. So a single sentence uses all cores, and nobody waits for a helper that has not come: the strips it would
/// have done are done already. What a strip gives does not depend on who computes it.
/// <para>
/// Between two products of a network pass helpers look for the next one for a tenth of a millisecond, since to be woken takes as long as
/// a small product; then they sleep, and leave the core to others.
/// </para>
/// </summary>
internal sealed class RowTeam
{
    // Fewer multiplications than this are done sooner than they are shared.
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
    private long _state; // how many products so far, the strips of this one, and the next strip
    private int _done;
    private int _asleep;
    private int _own; // strips of the last product that the caller did

    private RowTeam(int helpers)
    {
        _helpers = helpers;
        for (var i = 0; i < helpers; i++)
        {
            new Thread(Help) { IsBackground = true, Name = nameof(RowTeam) }.Start();
        }
    }

    /// <summary>Whether helpers did some of this thread's last divided product.</summary>
    internal static bool Helped => _current is { } team && team._own < team._job.Strips;

    /// <summary>
    /// Multiplies all strips of a product on this thread, and on its helpers where it has some and the product is large enough.
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

    /// <summary>Gives this thread helpers until the result is disposed of; none where others have them all, or threads is 1.</summary>
    /// <param name="threads">This one and its helpers.</param>
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
        // The job and the count are in place before the state says so, and stay until all strips are done: whoever has taken one finds
        // what it belongs to.
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
            wait.SpinOnce(sleep1Threshold: -1); // A helper is at its last strip.
        }
    }

    // Whether there was a strip left.
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
                // Whoever posts a product after this sees that someone sleeps; one posted before is seen here.
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
