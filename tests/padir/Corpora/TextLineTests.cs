using Gmlm.Padir.Corpora;
using Xunit;

namespace Gmlm.Padir.Tests.Corpora;

public sealed class TextLineTests
{
    [Theory]
    [InlineData(TextLine.MaxCharacters, null)]
    [InlineData(TextLine.MaxCharacters + 1, "more than 20,000 characters")]
    public void A_line_without_spaces_is_usable_up_to_a_number_of_characters(int length, string? flaw) =>
        Assert.Equal(flaw, new TextLine(1, new string('a', length)).Flaw);

    [Theory]
    [InlineData(TextLine.MaxWords, null)]
    [InlineData(TextLine.MaxWords + 1, "more than 1,000 words")]
    public void A_line_is_usable_up_to_a_number_of_words(int words, string? flaw) =>
        Assert.Equal(flaw, new TextLine(1, string.Concat(Enumerable.Repeat("a ", words))).Flaw);
}
