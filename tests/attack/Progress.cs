using System.Diagnostics;

namespace Gmlm.Attack;

/// <summary>Prints one line for every finished attempt, with the time left estimated from the mean so far.</summary>
internal sealed class Progress(int total, Action<string> say)
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private int _done;

    /// <summary>Reports that another attempt is finished.</summary>
    public void Finished(string what)
    {
        _done++;
        var left = _watch.Elapsed / _done * (total - _done);
        say($"[{_done}/{total}] {what}{(_done == total ? "" : $"; about {Words(left)} left")}");
    }

    private static string Words(TimeSpan time) =>
        time.TotalMinutes < 2 ? $"{Math.Ceiling(time.TotalSeconds)} s" : $"{Math.Ceiling(time.TotalMinutes)} min";
}
