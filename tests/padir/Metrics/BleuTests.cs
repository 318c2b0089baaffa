using Gmlm.Padir.Metrics;
using Xunit;

namespace Gmlm.Padir.Tests.Metrics;

/// <summary>BLEU where it can be computed by hand.</summary>
public class BleuTests
{
    private const double Rounding = 1e-9;

    [Fact]
    public void OneWordOfFive()
    {
        // p = 4/5, 2/4, 1/3. Neither of the two 4-grams matches, so p_4 = 1 / (2 · 2).
        var bleu = Explain("a b c x e", "a b c d e");
        Assert.Equal([80, 50, 100.0 / 3, 25], bleu.Precisions.Select(p => Math.Round(p, 9)), (one, other) => Math.Abs(one - other) < 1e-6);
        Assert.Equal(100 * Math.Pow(0.8 * 0.5 / 3 * 0.25, 0.25), bleu.Score, Rounding);
    }

    [Fact]
    public void EveryOrderWithoutMatchHalvesAgain()
    {
        // p_1 = 1. No longer n-gram matches: p = 1/(2·3), 1/(4·2), 1/(8·1).
        Assert.Equal(100 * Math.Pow(1.0 / 6 / 8 / 8, 0.25), Explain("d c b a", "a b c d").Score, Rounding);
    }

    [Theory]
    [InlineData("a b c d", "a b c d e f", 4, 6)]
    [InlineData("a b c d e f", "a b c d", 6, 4)]
    [InlineData("a b c d", "a b c d", 4, 4)]
    public void OnlyShortOutputsArePenalised(string hypothesis, string reference, int c, int r)
    {
        var bleu = Explain(hypothesis, reference);
        Assert.Equal(c < r ? Math.Exp(1 - ((double)r / c)) : 1, bleu.BrevityPenalty, Rounding);
        Assert.Equal((c, r), (bleu.HypothesisLength, bleu.ReferenceLength));
    }

    [Theory]
    [InlineData("a b c", "a b", "a b c d", 2)]
    [InlineData("a b c", "a b c d", "a b", 2)]
    [InlineData("a b c", "a b c d e", "a b c d", 4)]
    public void TheNearestReferenceLengthCountsTheShorterOfTwo(string hypothesis, string one, string other, int length) =>
        Assert.Equal(length, Bleu.Explain(new Bleu(BleuTokenizer.None).Evaluate([hypothesis], [one], [other])).ReferenceLength);

    [Fact]
    public void AnNGramMatchesAsOftenAsTheReferenceThatHasItMostOften()
    {
        // Papineni et al. 2002, example 2: "the" counts twice, as in the first reference, not seven times.
        var bleu = Bleu.Explain(new Bleu().Evaluate(["the the the the the the the"], ["the cat is on the mat"], ["there is a cat on the mat"]));
        Assert.Equal(200.0 / 7, bleu.Precisions[0], Rounding);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 100)]
    public void ShortSentencesNeedTheEffectiveOrder(bool effectiveOrder, double score) =>
        Assert.Equal(score, new Bleu(effectiveOrder: effectiveOrder).Evaluate(["ein Hund"], ["ein Hund"]).Score(), Rounding);

    [Fact]
    public void StatisticsOfAnotherMetricAreRefused() => Assert.Throws<ArgumentException>(() => Bleu.Explain(new Chrf().Evaluate(["a"], ["a"])));

    private static BleuBreakdown Explain(string hypothesis, string reference) => Bleu.Explain(new Bleu(BleuTokenizer.None).Evaluate([hypothesis], [reference]));
}
