using System.Diagnostics;

namespace Gmlm.Attack;

/// <summary>One line for every finished attempt, with the time left by the mean of those done in this run.</summary>
internal sealed class Progress(int total, int alreadyDone, Action<string> say)
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private int _here;

    /// <summary>Says that another attempt is finished.</summary>
    public void Finished(string what)
    {
        _here++;
        var done = alreadyDone + _here;
        var left = _watch.Elapsed / _here * (total - done);
        say($"[{done}/{total}] {what}{(done == total ? "" : $"; about {Words(left)} left")}");
    }

    private static string Words(TimeSpan time) =>
        time.TotalMinutes < 2 ? $"{Math.Ceiling(time.TotalSeconds)} s" : $"{Math.Ceiling(time.TotalMinutes)} min";
}
