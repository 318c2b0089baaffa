using Gmlm.Padir.Models;
using Gmlm.Reproduce.Claims.Translation;
using Xunit;

namespace Gmlm.Reproduce.Tests.Claims.Translation;

/// <summary>The trial on systems that take a known time, and on one whose output is not to be trusted.</summary>
public sealed class SpeedTrialTests
{
    private static readonly int[][][] Batches = [.. Enumerable.Range(0, 12).Select(i => new[] { new[] { i, i + 1 } })];

    [Fact]
    public void ASystemThatTakesThreeTimesAsLongIsAThirdAsFast()
    {
        var clock = new HandClock();
        var timings = SpeedTrial.Run([Busy("slow", 3, clock), Busy("fast", 1, clock)], Batches, rounds: 4, TestContext.Current.CancellationToken, clock: clock);
        var ratio = timings[1].FasterThan(timings[0], 1);
        Assert.Equal(3, ratio.Value, 1e-9);
        Assert.Equal(3, ratio.Lower, 1e-9);
        Assert.Equal(24, timings[0].Tokens);
        Assert.Equal(0.003, timings[0].Quantile(0.5), 1e-9);
        Assert.Equal(1, timings[0].FasterThan(timings[0], 1).Upper);
    }

    /// <summary>The parallel network that is timed at each size has the parts of the one whose translations are measured.</summary>
    [Fact]
    public void ANetworkOfAnySizeIsTimedWithEveryPart()
    {
        var measured = Recipes.Find("padir-en-de")!.Config;
        Assert.True(measured.Network.PositionalAttention);
        var timed = CostBySize.InParallel(measured.Network with { PositionalAttention = false });
        Assert.Equal((measured.Network, measured.Decoder), (timed.Network, timed.Decoder));
    }

    [Fact]
    public void TheFirstRoundIsNotTimedAndOfTheOthersTheShortestCounts()
    {
        var clock = new HandClock();
        var calls = 0;
        var warming = new TimedSystem("warming", "warming", batch =>
        {
            clock.Advance(new[] { 1, 9, 5, 7 }[calls++ / Batches.Length]);
            return batch;
        });
        Assert.Equal(0.005 * Batches.Length, Assert.Single(SpeedTrial.Run([warming], Batches, rounds: 3, TestContext.Current.CancellationToken, clock: clock)).Total, 1e-9);
    }

    [Fact]
    public void TheShareDoneGrowsFromNothing()
    {
        List<double> shares = [];
        SpeedTrial.Run([Busy("one", 1, new HandClock())], Batches, rounds: 1, TestContext.Current.CancellationToken, shares.Add);
        Assert.Equal([.. Enumerable.Range(0, 24).Select(i => i / 24.0)], shares);
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

    private static TimedSystem Busy(string name, int milliseconds, HandClock clock) => new(name, name, batch =>
    {
        clock.Advance(milliseconds);
        return batch;
    });

    // Stands still unless it is moved.
    private sealed class HandClock : TimeProvider
    {
        private long _milliseconds;

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => _milliseconds;

        public void Advance(int milliseconds) => _milliseconds += milliseconds;
    }
}
