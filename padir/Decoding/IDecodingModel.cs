namespace Gmlm.Padir.Decoding;

/// <summary>
/// Gets what the model says of all positions asked for: rows one after another, in each its positions in ascending order.
/// </summary>
/// <param name="logits">V values per position.</param>
/// <param name="rightness">ln p(the likeliest token is right) per position, from a learned rejecter; empty where the model has
/// none.</param>
public delegate void LogitsReader(ReadOnlySpan<float> logits, ReadOnlySpan<float> rightness);

/// <summary>A sequence as it stands, and the positions whose logits are wanted.</summary>
/// <param name="Source">Which source it translates.</param>
/// <param name="Tokens">The words, then the end.</param>
/// <param name="Positions">Ascending; words only.</param>
public sealed record DecodingQuery(int Source, IReadOnlyList<int> Tokens, IReadOnlyList<int> Positions);

/// <summary>What the decoding loop asks: a network, or the exact conditionals of a known language.</summary>
public interface IDecodingModel
{
    /// <summary>V.</summary>
    int VocabularySize { get; }

    /// <summary>
    /// One run over a batch: logits, up to a constant per position, of every token given the sequence. The spans are good during the call
    /// only.
    /// </summary>
    void Logits(IReadOnlyList<DecodingQuery> batch, LogitsReader read);
}
