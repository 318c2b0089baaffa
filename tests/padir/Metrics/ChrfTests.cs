using Gmlm.Padir.Metrics;
using Xunit;

namespace Gmlm.Padir.Tests.Metrics;

/// <summary>chrF where it can be computed by hand.</summary>
public class ChrfTests
{
    private const double Rounding = 1e-9;

    [Fact]
    public void ThreeLettersOfFour()
    {
        // "abc" for "abcd": precisions 1, 1, 1; recalls 3/4, 2/3, 1/2. The hypothesis has no 4-grams, so that order is left out.
        var recall = (0.75 + (2.0 / 3) + 0.5) / 3;
        Assert.Equal(100 * 5 * recall / (4 + recall), Score(new Chrf(), "abc", "abcd"), Rounding);
    }

    [Fact]
    public void WhiteSpaceIsNoCharacter() => Assert.Equal(100, Score(new Chrf(), "a b  c", "abc"), Rounding);

    [Fact]
    public void ChrfPlusPlusCountsWords()
    {
        // All characters match in each case. The words are a, b and the period in the first two; the hypothesis of the last has ab instead.
        Assert.Equal(100, Score(new Chrf(), "a b .", "a b."), Rounding);
        Assert.Equal(100, Score(new Chrf(2), "a b .", "a b."), Rounding);
        Assert.True(Score(new Chrf(2), "ab .", "a b.") < 100);
    }

    [Theory]
    [InlineData("(hi)", "(hi|)")]
    [InlineData("(hi", "(|hi")]
    [InlineData("\"a.\" .", "\"a.|\"|.")]
    [InlineData("„ja“", "„ja“")]
    [InlineData("😀.", "😀|.")]
    public void OnePunctuationMarkIsSplitOffAWordThatAtItsEndFirst(string text, string words) => Assert.Equal(words.Split('|'), Chrf.Words(text));

    [Fact]
    public void TheBestReferenceCounts()
    {
        var statistics = new Chrf().Evaluate(["abcd", "wxyz"], ["abcd", "abcd"], ["qqqq", "wxyz"]);
        Assert.Equal(100, statistics.Score(), Rounding);
    }

    [Fact]
    public void AWordOrderBelow0IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => new Chrf(-1));

    private static double Score(Chrf metric, string hypothesis, string reference) => metric.Evaluate([hypothesis], [reference]).Score();
}
