namespace Gmlm.Padir.Decoding;

/// <summary>Reads the model's output at all queried positions: query by query, and in each by ascending position.</summary>
/// <param name="logits">V values for each position.</param>
/// <param name="correctness">
/// ln p(the likeliest token is correct) for each position, from the learned rejecter; empty if the model has none.
/// </param>
public delegate void LogitsReader(ReadOnlySpan<float> logits, ReadOnlySpan<float> correctness);

/// <summary>The current tokens of a sequence, and the positions whose logits are needed.</summary>
/// <param name="Source">The index of the source that it translates.</param>
/// <param name="Tokens">The words, then the end token.</param>
/// <param name="Positions">Positions of words, ascending.</param>
public sealed record DecodingQuery(int Source, IReadOnlyList<int> Tokens, IReadOnlyList<int> Positions);

/// <summary>The model of the decoding loop: a network, or the exact conditionals of the controlled pair.</summary>
public interface IDecodingModel
{
    /// <summary>V.</summary>
    int VocabularySize { get; }

    /// <summary>
    /// Evaluates the model on a batch: the logits of every token given the sequence, up to a constant for each position. The spans are
    /// valid only during the call.
    /// </summary>
    void Logits(IReadOnlyList<DecodingQuery> batch, LogitsReader read);
}
