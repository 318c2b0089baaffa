using Gmlm.Padir.Decoding;

namespace Gmlm.Padir.Tests.Decoding;

/// <summary>
/// A model whose logits are written by hand. Its ids are few: pad 0, end 1, the words 2 … 6, the mask 7, and the masks 8 … of positions. Where a
/// canvas is decoded, the word 6 is its blank.
/// </summary>
internal sealed class HandMade(Func<DecodingQuery, int, float[]> logits) : IDecodingModel
{
    public const int Mask = 7;
    public const int Size = 12;
    public const int Blank = 6;

    public static readonly DecodingTokens Tokens = new(0, 1, Mask, position => 8 + position, 4, 2, 5, Size, Blank);

    public List<DecodingQuery[]> Calls { get; } = [];

    /// <summary>The probability that a trained rejecter assigns to a token being correct; null for a model without a rejecter.</summary>
    public Func<DecodingQuery, int, float>? Correctness { get; set; }

    public int VocabularySize => Size;

    public void Logits(IReadOnlyList<DecodingQuery> batch, LogitsReader read)
    {
        Calls.Add([.. batch]);
        read(
            batch.SelectMany(query => query.Positions.SelectMany(position => logits(query, position))).ToArray(),
            Correctness is null ? [] : batch.SelectMany(query => query.Positions.Select(position => Correctness(query, position))).ToArray());
    }

    /// <summary>
    /// A model in which every position has one word with a given probability, and the other words share the rest equally.
    /// </summary>
    public static HandMade Saying(Func<DecodingQuery, int, (int Word, double Probability)> word) => new((query, position) =>
    {
        var (said, probability) = word(query, position);
        var row = Enumerable.Repeat((float)Math.Log((1 - probability) / (Size - 1)), Size).ToArray();
        row[said] = (float)Math.Log(probability);
        return row;
    });

    /// <summary>Decodes one candidate, with a trace.</summary>
    public DecodedCandidate Decode(DecodingOptions options, int length, int seed = 1) =>
        new ParallelDecoder(options, Tokens).Decode(this, [new Candidate(0, length)], new Random(seed), trace: true)[0];
}
