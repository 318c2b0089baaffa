using Gmlm.Padir.Metrics;
using Xunit;

namespace Gmlm.Padir.Tests.Metrics;

public class BleuTokenizerTests
{
    [Theory]
    [InlineData("Ein Mann, der rennt.", "Ein|Mann|,|der|rennt|.")]
    [InlineData("1,000.50 Euro; 3-4 mal", "1,000.50|Euro|;|3|-|4|mal")]
    [InlineData("U.S.A. co-op", "U|.|S|.|A|.|co-op")]
    [InlineData("(a) \"b\" &quot;c&quot; &amp;lt;", "(|a|)|\"|b|\"|\"|c|\"|<")]
    [InlineData("it's Müller's", "it's|Müller's")]
    [InlineData("x<skipped>y 5.", "xy|5|.")]
    [InlineData(".5 5.a a.5", ".|5|5|.|a|a|.|5")]
    [InlineData("zwei-\nzeilig\nhier-\n", "zweizeilig|hier-")]
    public void SplitsAsMteval13a(string text, string tokens) => Assert.Equal(tokens.Split('|'), BleuTokenizer.Mteval13a.Split(text));

    [Fact]
    public void NoneSplitsAtWhiteSpaceOnly() => Assert.Equal(["a,", "b.", "c"], BleuTokenizer.None.Split(" a,\tb.  c"));

    [Fact]
    public void CharSplitsIntoCodePoints() => Assert.Equal(["a", "😀", "ß"], BleuTokenizer.Char.Split("a 😀ß "));

    [Fact]
    public void OthersAreRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => ((BleuTokenizer)9).Split("a"));
}
