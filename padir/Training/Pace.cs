using System.Diagnostics;

namespace Gmlm.Padir.Training;

/// <summary>
/// Reports the progress of training: sums losses between reports, and estimates the time left from the duration of this run's steps.
/// </summary>
internal sealed class Pace(IProgress<TrainingProgress>? progress, int first, int steps)
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private LossSums _since;
    private double _reported;

    /// <param name="done">The number of steps done.</param>
    /// <param name="sums">The losses of the last step.</param>
    /// <param name="validated">The validation losses after this step; null without a validation.</param>
    /// <param name="report">Whether to report now.</param>
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
