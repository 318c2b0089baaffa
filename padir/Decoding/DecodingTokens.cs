using Gmlm.Padir.Configuration;
using Gmlm.Padir.ControlledPair;
using Gmlm.Padir.Tokens;

namespace Gmlm.Padir.Decoding;

/// <summary>The special ids of decoding.</summary>
/// <param name="Pad">Padding, after the end token.</param>
/// <param name="End">The end token of a target.</param>
/// <param name="Mask">[MASK].</param>
/// <param name="MaskAt">Returns the mask of a position, from 0.</param>
/// <param name="MaskRange">The number of positions that have a mask of their own.</param>
/// <param name="FirstWord">The first id that random initial tokens are drawn from.</param>
/// <param name="Words">The number of consecutive ids that random initial tokens are drawn from.</param>
/// <param name="Length">[LENGTH], which stands before sources whose target's length is predicted.</param>
/// <param name="Blank">
/// The blank of a canvas. It is the id of the autoregressive decoder's start token, which parallel decoding does not use otherwise.
/// </param>
public sealed record DecodingTokens(
    int Pad, int End, int Mask, Func<int, int> MaskAt, int MaskRange, int FirstWord, int Words, int Length, int Blank)
{
    /// <summary>The ids of a SentencePiece vocabulary. Random words are all pieces except the four special ones.</summary>
    public static DecodingTokens Of(Vocabulary vocabulary) => new(
        Vocabulary.Pad, Vocabulary.End, vocabulary.Mask, i =>
            vocabulary.MaskAt(i + 1), vocabulary.MaskRange, Vocabulary.Begin + 1, vocabulary.Pieces - Vocabulary.Begin - 1,
        vocabulary.Length, Vocabulary.Begin);

    /// <summary>The ids of the controlled pair. Random words are words of the target language.</summary>
    public static DecodingTokens Of(PairVocabulary vocabulary) => new(
        PairVocabulary.Pad, PairVocabulary.Eos, vocabulary.Mask, vocabulary.PositionMask, PairVocabulary.PositionMasks,
        4 + vocabulary.SourceWordCount, vocabulary.TargetWordCount,
        vocabulary.Length, PairVocabulary.Bos);

    /// <summary>Whether an id is [MASK] or the mask of a position.</summary>
    public bool IsMask(int id) =>
        id == Mask
            || (MaskRange > 0 && id >= Math.Min(MaskAt(0), MaskAt(MaskRange - 1)) && id <= Math.Max(MaskAt(0), MaskAt(MaskRange - 1)));

    /// <summary>The decoder's first input: <paramref name="length"/> tokens by the scheme, then the end token.</summary>
    /// <exception cref="DecodingException">There are more positions than masks.</exception>
    public int[] Input(InputScheme scheme, int length, Random random)
    {
        if (scheme == InputScheme.MaskRange && length > MaskRange)
        {
            throw new DecodingException($"Input is MaskRange and there are {MaskRange} masks; a target of {length} tokens needs more");
        }

        var tokens = new int[length + 1];
        tokens[length] = End;
        for (var i = 0; i < length; i++)
        {
            tokens[i] = scheme switch
            {
                InputScheme.Mask => Mask,
                InputScheme.MaskRange => MaskAt(i),
                _ => FirstWord + random.Next(Words),
            };
        }

        return tokens;
    }
}
