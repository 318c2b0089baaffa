namespace Gmlm.Padir.Decoding;

/// <summary>Gets the logits of all positions asked for: rows one after another, in each its positions in ascending order, for each of them V values.</summary>
public delegate void LogitsReader(ReadOnlySpan<float> logits);

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

    /// <summary>One run over a batch: logits, up to a constant per position, of every token given the sequence. The span is good during the call only.</summary>
    void Logits(IReadOnlyList<DecodingQuery> batch, LogitsReader read);
}
