using Gmlm.Padir.Configuration;
using Gmlm.Padir.ControlledPair;
using Gmlm.Padir.Tokens;

namespace Gmlm.Padir.Decoding;

/// <summary>The special ids that decoding writes.</summary>
/// <param name="Pad">Follows the end.</param>
/// <param name="End">Ends a target.</param>
/// <param name="Mask">[MASK].</param>
/// <param name="MaskAt">The mask of a position, from 0.</param>
/// <param name="MaskRange">How many positions have a mask of their own.</param>
/// <param name="FirstWord">The first id that random initial tokens are drawn from.</param>
/// <param name="Words">How many ids from there on.</param>
/// <param name="Length">[LENGTH], before sources whose target's length is predicted.</param>
/// <param name="Blank">
/// An empty cell of a canvas: the autoregressive decoder's first input, which no parallel decoder uses otherwise.
/// </param>
public sealed record DecodingTokens(
    int Pad, int End, int Mask, Func<int, int> MaskAt, int MaskRange, int FirstWord, int Words, int Length, int Blank)
{
    /// <summary>Of a SentencePiece vocabulary: random words are any pieces but the four special ones.</summary>
    public static DecodingTokens Of(Vocabulary vocabulary) => new(
        Vocabulary.Pad, Vocabulary.End, vocabulary.Mask, i =>
            vocabulary.MaskAt(i + 1), vocabulary.MaskRange, Vocabulary.Begin + 1, vocabulary.Pieces - Vocabulary.Begin - 1,
        vocabulary.Length, Vocabulary.Begin);

    /// <summary>Of the controlled pair: random words are the target's.</summary>
    public static DecodingTokens Of(PairVocabulary vocabulary) => new(
        PairVocabulary.Pad, PairVocabulary.Eos, vocabulary.Mask, vocabulary.PositionMask, PairVocabulary.PositionMasks,
        4 + vocabulary.SourceWordCount, vocabulary.TargetWordCount,
        vocabulary.Length, PairVocabulary.Bos);

    /// <summary>Whether an id is [MASK] or the mask of a position.</summary>
    public bool IsMask(int id) =>
        id == Mask
            || (MaskRange > 0 && id >= Math.Min(MaskAt(0), MaskAt(MaskRange - 1)) && id <= Math.Max(MaskAt(0), MaskAt(MaskRange - 1)));

    /// <summary>What the decoder sees first: <paramref name="length"/> tokens by the scheme, then the end.</summary>
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
