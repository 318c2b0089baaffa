using Gmlm.Padir.Configuration;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Tokens;
using Xunit;

namespace Gmlm.Padir.Tests.Decoding;

public sealed class DecodingTokensTests
{
    private static readonly Vocabulary Vocabulary = Vocabulary.Named("multi30k-en-de");

    [Fact]
    public void Every_position_has_the_vocabulary_s_mask_of_its_own()
    {
        var tokens = DecodingTokens.Of(Vocabulary);
        Assert.Equal(Enumerable.Range(1, Vocabulary.MaskRange).Select(Vocabulary.MaskAt), Enumerable.Range(0, tokens.MaskRange).Select(tokens.MaskAt));
    }

    [Fact]
    public void Random_words_are_all_words_and_nothing_else()
    {
        var tokens = HandMade.Tokens;
        var drawn = tokens.Input(InputScheme.Random, 500, new Random(1));
        Assert.Equal(Enumerable.Range(tokens.FirstWord, tokens.Words), drawn[..^1].Distinct().Order());
        Assert.Equal(tokens.End, drawn[^1]);
    }
}
