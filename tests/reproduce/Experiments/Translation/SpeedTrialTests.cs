using System.Diagnostics;
using Gmlm.Reproduce.Experiments.Translation;
using Xunit;

namespace Gmlm.Reproduce.Tests.Experiments.Translation;

/// <summary>The trial on systems that take a known time, and on one whose output is not to be trusted.</summary>
public sealed class SpeedTrialTests
{
    private static readonly int[][][] Batches = [.. Enumerable.Range(0, 12).Select(i => new[] { new[] { i, i + 1 } })];

    [Fact]
    public void ASystemThatTakesThreeTimesAsLongIsAThirdAsFast()
    {
        var timings = SpeedTrial.Run([Busy("slow", 3), Busy("fast", 1)], Batches, rounds: 4, cancellation: TestContext.Current.CancellationToken);
        var ratio = timings[1].FasterThan(timings[0], 1);
        Assert.InRange(ratio.Value, 2.4, 3.6);
        Assert.InRange(ratio.Value, ratio.Lower, ratio.Upper);
        Assert.Equal(24, timings[0].Tokens);
        Assert.InRange(timings[0].Quantile(0.5), 0.003, timings[0].Quantile(0.9));
        Assert.Equal(1, timings[0].FasterThan(timings[0], 1).Upper);
    }

    [Fact]
    public void AnOutputThatChangesIsAnError()
    {
        var calls = 0;
        var unsteady = new TimedSystem("unsteady", "unsteady", batch => [[calls++]]);
        Assert.Contains("unsteady", Assert.Throws<InvalidOperationException>(() => SpeedTrial.Run([unsteady], Batches, rounds: 1, cancellation: TestContext.Current.CancellationToken)).Message);
        var fewer = new TimedSystem("fewer", "fewer", batch => calls++ < 30 ? [[1]] : []);
        Assert.Throws<InvalidOperationException>(() => SpeedTrial.Run([fewer], Batches, rounds: 3, cancellation: TestContext.Current.CancellationToken));
    }

    private static TimedSystem Busy(string name, int milliseconds) => new(name, name, batch =>
    {
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalMilliseconds < milliseconds)
        {
        }

        return batch;
    });
}
