using Gmlm.Padir.ControlledPair;

namespace Gmlm.Padir.Decoding;

/// <summary>
/// The ideal decoder of the controlled pair, with exact conditionals in place of a network's. The errors of its outputs are therefore
/// errors of the decoding method.
/// </summary>
/// <param name="grammar">The controlled pair.</param>
/// <param name="sources">The sources as token ids, without end token.</param>
public sealed class IdealDecodingModel(ControlledGrammar grammar, IReadOnlyList<int[]> sources) : IDecodingModel
{
    private readonly IdealConditionals _conditionals = new(grammar);
    private float[] _row = [];

    /// <inheritdoc/>
    public int VocabularySize => grammar.Vocabulary.Count;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A source has no translation of a query's length.</exception>
    public void Logits(IReadOnlyList<DecodingQuery> batch, LogitsReader read)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(read);
        var width = VocabularySize;
        var logits = new float[batch.Sum(query => query.Positions.Count) * width];
        var next = logits.AsSpan();
        DecodingQuery? last = null;
        foreach (var query in batch)
        {
            int[] words = [.. query.Tokens.SkipLast(1)];
            if (_row.Length < words.Length * width)
            {
                _row = new float[words.Length * width];
            }

            // Consecutive queries of a source with equal tokens share their conditionals.
            if (last is null || last.Source != query.Source || !last.Tokens.SequenceEqual(query.Tokens))
            {
                _conditionals.LogProbabilities(sources[query.Source], words, _row.AsSpan(0, words.Length * width));
                last = query;
            }

            foreach (var position in query.Positions)
            {
                _row.AsSpan(position * width, width).CopyTo(next);
                next = next[width..];
            }
        }

        read(logits, []);
    }
}
