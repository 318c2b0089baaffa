using Gmlm.Padir.Canvas;
using Gmlm.Padir.Configuration;
using Gmlm.Padir.Decoding;

namespace Gmlm.Padir.Training;

/// <summary>Makes examples of token ids.</summary>
/// <param name="config">Decides whether sources begin with [LENGTH], and how long a target may be.</param>
/// <param name="tokens">The special ids.</param>
public sealed class Examples(PadirConfig config, DecodingTokens tokens)
{
    /// <summary>A source as the encoder reads it.</summary>
    /// <param name="words">Without end.</param>
    public int[] Source(IReadOnlyList<int> words) =>
        config.ReadsLengthToken ? [tokens.Length, .. words, tokens.End] : [.. words, tokens.End];

    /// <summary>
    /// An example; null where it cannot be trained on: a side has no words, or the target more than lengths.maxLength, or more than the
    /// source's canvas holds.
    /// </summary>
    public Example? Of(IReadOnlyList<int> source, IReadOnlyList<int> target)
    {
        var cells = config.IsCanvas ? config.Lengths.Cells(source.Count) : 0;
        var fits = config.IsCanvas ? CanvasCells.Fewest([.. target]) <= cells : target.Count <= config.Lengths.MaxLength;
        return fits && source.Count > 0 && target.Count > 0 ? new Example(Source(source), [.. target, tokens.End], cells) : null;
    }

    /// <summary>All pairs that can be trained on.</summary>
    public IReadOnlyList<Example> Of(IEnumerable<(int[] Source, int[] Target)> pairs) =>
        [.. pairs.Select(pair => Of(pair.Source, pair.Target)).OfType<Example>()];
}
