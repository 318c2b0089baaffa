using Gmlm.Padir.Metrics;
using Gmlm.Reproduce.Claims.Translation;
using Gmlm.Reproduce.Harness;
using Xunit;

namespace Gmlm.Reproduce.Tests.Claims.Translation;

/// <summary>The verdicts on made-up sentences.</summary>
public sealed class DependencyClaimsTests
{
    private static readonly double[] Information = [.. Enumerable.Range(0, 60).Select(i => (double)(i * 37 % 60))];

    [Fact]
    public void ARankCorrelationAboveChanceHolds()
    {
        // The same order but for a wave.
        double[] changed = [.. Information.Select((value, i) => value + (10 * Math.Sin(i)))];
        Assert.Equal(Verdict.Holds, DependencyClaims.JudgePrediction([("x", Information, changed)], 1).Verdict);
        Assert.Equal(Verdict.Violated, DependencyClaims.JudgePrediction([("x", Information, [.. changed.Select(value => -value)])], 1).Verdict);
    }

    [Fact]
    public void NoCorrelationOfOneModelIsEnoughToViolate()
    {
        double[] unrelated = [.. Enumerable.Range(0, 60).Select(i => Math.Sin(i * i))];
        Assert.Equal(Verdict.Violated, DependencyClaims.JudgePrediction([("related", Information, Information), ("unrelated", Information, unrelated)], 1).Verdict);
    }

    [Theory]
    [InlineData(0.1, 0.3, Verdict.Holds)]
    [InlineData(-0.1, 0.3, Verdict.Violated)]
    [InlineData(-0.3, -0.1, Verdict.Violated)]
    public void ADifferenceMustBeAboveZero(double lower, double upper, Verdict expected)
    {
        var sure = new ConfidenceInterval(0.5, 0.4, 0.6, 0.95);
        Assert.Equal(expected, DependencyClaims.Judge(DependencyClaims.Stutters, ("sure", sure), ("other", new ConfidenceInterval((lower + upper) / 2, lower, upper, 0.95))).Verdict);
    }
}
