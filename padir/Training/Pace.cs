using System.Diagnostics;

namespace Gmlm.Padir.Training;

/// <summary>Sums up between reports, and reckons the time left from what the steps of this run took.</summary>
internal sealed class Pace(IProgress<TrainingProgress>? progress, int first, int steps)
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private LossSums _since;
    private double _reported;

    /// <param name="done">Steps done.</param>
    /// <param name="sums">The last step's.</param>
    /// <param name="validated">Where the validation set was just run.</param>
    /// <param name="report">Whether to tell now.</param>
    public void Add(int done, LossSums sums, LossSums? validated, bool report)
    {
        _since += sums;
        if (!report || progress is null)
        {
            return;
        }

        var now = _watch.Elapsed.TotalSeconds;
        var left = now / (done - first) * (steps - done);
        progress.Report(
            new TrainingProgress(
                done, steps, _since.PerToken, _since.Accuracy, _since.Tokens / Math.Max(1e-9, now - _reported), left, validated));
        (_since, _reported) = (default, now);
    }
}
