using Gmlm.Padir.Metrics;
using Gmlm.Padir.Randomness;
using Gmlm.Reproduce.Claims.Translation;
using Gmlm.Reproduce.Harness;
using Xunit;

namespace Gmlm.Reproduce.Tests.Claims.Translation;

/// <summary>The verdicts on made-up translations, on either side of each bound.</summary>
public sealed class QualityClaimsTests
{
    private static readonly QualityClaims Claims = new("en-de", "Multi30k en→de", "a", 36);

    [Theory]
    [InlineData(0, Verdict.Holds)]
    [InlineData(8, Verdict.Violated)]
    public void TheBaselineNeedsItsScore(int wrong, Verdict expected)
    {
        var greedy = MadeUpOutput.Of("ar.greedy", wrong);
        Assert.Equal(expected, Claims.JudgeBaseline(greedy, slack: 0).Verdict);
        Assert.Equal(expected == Verdict.Holds, greedy.Bleu.Score() >= 36);
    }

    [Fact]
    public void TwoStandardErrorsAreAllowedOnlyWhereSaid()
    {
        var greedy = MadeUpOutput.Of("ar.greedy", 4);
        var short_ = new QualityClaims("en-de", "", "a", greedy.Bleu.Score() + 1);
        Assert.Equal(Verdict.Violated, short_.JudgeBaseline(greedy, slack: 0).Verdict);
        Assert.Equal(Verdict.Holds, short_.JudgeBaseline(greedy, slack: 1.5).Verdict);
    }

    [Fact]
    public void ParallelDecodingMustComeNear()
    {
        var greedy = MadeUpOutput.Of("ar.greedy", 1);
        var (near, far) = (MadeUpOutput.Of("near", 1), MadeUpOutput.Of("far", 6));
        PairedComparison ToGreedy(SystemOutput system) => Bootstrap.Compare(system.Bleu, greedy.Bleu, new SplitMix64(1));
        Verdict Judge(SystemOutput four, SystemOutput ten) => Claims.JudgeClose(new Dictionary<int, SystemOutput> { [4] = four, [10] = ten }, far, ToGreedy, whole: true).Verdict;
        Assert.Equal(Verdict.Holds, Judge(near, near));
        Assert.Equal(Verdict.Violated, Judge(far, near));
        Assert.Equal(Verdict.Violated, Judge(near, far));

        // A raw model that is near, too, is a control that was not caught.
        Assert.Equal(Verdict.Violated, Claims.JudgeClose(new Dictionary<int, SystemOutput> { [4] = near, [10] = near }, near, ToGreedy, whole: true).Verdict);
    }

    [Fact]
    public void TheRawModelMustBeWorseByMoreThanChance()
    {
        var (better, worse) = (MadeUpOutput.Of("better", 2), MadeUpOutput.Of("worse", 5));
        Assert.Equal(Verdict.Holds, Claims.JudgeDistilled(better, worse, 1).Verdict);
        Assert.Equal(Verdict.Violated, Claims.JudgeDistilled(worse, better, 1).Verdict);
        Assert.Equal(Verdict.Violated, Claims.JudgeDistilled(better, better with { Name = "the same" }, 1).Verdict);
    }

    [Fact]
    public void OfABaselineWithoutABoundNothingIsClaimed() =>
        Assert.Equal(["padir-close-x", "distillation-helps-x"], new QualityClaims("x", "", "c", least: null).All.Select(claim => claim.Id));
}
