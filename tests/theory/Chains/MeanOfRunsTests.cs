using Gmlm.Theory.Chains;
using MathNet.Numerics.Distributions;
using Xunit;

namespace Gmlm.Theory.Tests.Chains;

/// <summary>The exact band of a mean against laws whose sums are known.</summary>
public sealed class MeanOfRunsTests
{
    [Xunit.Theory]
    [InlineData(0.5, 1000, 1e-3)]
    [InlineData(0.01, 500, 1e-5)]
    [InlineData(0.9, 200, 1e-8)]
    public void Coins_have_a_binomial_band(double p, int runs, double falseAlarm)
    {
        var band = MeanOfRuns.Band([1 - p, p], runs, falseAlarm);
        Assert.True(Outside(band + 1e-9) <= falseAlarm);
        Assert.True(Outside(band - 1e-9) > falseAlarm);

        double Outside(double tolerance) =>
            Enumerable.Range(0, runs + 1).Where(sum => Math.Abs(((double)sum / runs) - p) > tolerance).Sum(sum => Binomial.PMF(p, runs, sum));
    }

    [Fact]
    public void A_rare_early_arrival_needs_more_than_four_standard_errors()
    {
        // J = 4, k = 1: about one run in 13,000 arrives at all, and then moves the mean of 500 by a step or two.
        var time = new LumpedKGibbs(10, 4, 1, coupling: 4, field: 5).CappedHittingTime(1000);
        Assert.True(MeanOfRuns.Band(time.Distribution(), 500, 1e-5) > 4 * Math.Sqrt(time.Variance / 500));
    }

    [Fact]
    public void A_certain_time_has_no_band() => Assert.Equal(0, MeanOfRuns.Band([0, 1, 0], 10, 1e-6), 1e-12);
}
