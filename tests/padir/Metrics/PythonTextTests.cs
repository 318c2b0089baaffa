using Gmlm.Padir.Metrics;
using Xunit;

namespace Gmlm.Padir.Tests.Metrics;

/// <summary>Expected values are Python's <c>str.lower()</c> and <c>str.split()</c>.</summary>
public class PythonTextTests
{
    [Theory]
    [InlineData("ÄÖÜẞ É", "äöüß é")]
    [InlineData("İIı", "i̇iı")]
    [InlineData("𐐀", "𐐨")]
    [InlineData("ΟΔΟΣ ΣΟΣ", "οδος σος")]
    [InlineData("Σ ΑΣ. ΑΣ.Α", "σ ας. ασ.α")]
    [InlineData("ΑΣ'Β ΑΣ'", "ασ'β ας'")]
    [InlineData("Α\u0301Σ Α Σ", "α\u0301ς α σ")]
    [InlineData("𐐀Σ ⅧΣ 1Σ", "𐐨ς ⅷς 1σ")]
    public void LowerCase(string text, string expected) => Assert.Equal(expected, PythonText.ToLower(text));

    [Theory]
    [InlineData("", new string[0])]
    [InlineData(" \t\n", new string[0])]
    [InlineData(" a  b\u00A0c\u3000d ", new[] { "a", "b", "c", "d" })]
    [InlineData("a\u001Cb\u001Fc\u0085d\u2028e", new[] { "a", "b", "c", "d", "e" })]
    [InlineData("a\u200Bb\uFEFFc", new[] { "a\u200Bb\uFEFFc" })]
    public void Words(string text, string[] expected) => Assert.Equal(expected, PythonText.Split(text));

    [Theory]
    [InlineData(" a b \r\n\u001C", " a b")]
    [InlineData("\u3000", "")]
    public void End(string text, string expected) => Assert.Equal(expected, PythonText.TrimEnd(text));
}
