using Gmlm.Reproduce.Claims.Translation;
using Xunit;

namespace Gmlm.Reproduce.Tests.Claims.Translation;

public sealed class ContrastTests
{
    [Fact]
    public void MeansAreOfAllValuesAndTheIntervalIsAroundTheirDifference()
    {
        // Ones where it is so, in every third value; elsewhere 0 and 0.5 in turns.
        (double Value, bool IsSo)[][] sentences = [.. Enumerable.Range(0, 40).Select(i => Enumerable.Range(0, 3 + (i % 4)).Select(k => k % 3 == 0 ? (1.0, true) : (((i + k) % 2) * 0.5, false)).ToArray())];
        var all = sentences.SelectMany(values => values).ToArray();
        var contrast = Contrast.Of(sentences, 3);

        Assert.Equal(1, contrast.Where, 1e-12);
        Assert.Equal(all.Where(item => !item.IsSo).Average(item => item.Value), contrast.Elsewhere, 1e-12);
        Assert.Equal((all.Count(item => item.IsSo), all.Length), (contrast.Count, contrast.All));
        Assert.Equal(contrast.Where - contrast.Elsewhere, contrast.Difference.Value, 1e-12);
        Assert.True(contrast.Difference.Lower < contrast.Difference.Value && contrast.Difference.Value < contrast.Difference.Upper);
        Assert.True(contrast.Difference.Lower > 0);
        Assert.Equal(contrast, Contrast.Of(sentences, 3));
    }

    [Fact]
    public void WithoutADifferenceTheIntervalHoldsZero()
    {
        (double Value, bool IsSo)[][] sentences = [.. Enumerable.Range(0, 50).Select(i => new[] { (Math.Sin(i), true), (Math.Sin(i + 0.3), false) })];
        var contrast = Contrast.Of(sentences, 1);
        Assert.True(contrast.Difference.Lower < 0 && contrast.Difference.Upper > 0, $"{contrast.Difference}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void NothingToCompareIsRefused(bool isSo) => Assert.Throws<ArgumentException>(() => Contrast.Of([[(1, isSo), (2, isSo)]], 1));
}
