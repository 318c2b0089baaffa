using Gmlm.Padir.Canvas;
using Gmlm.Padir.Configuration;
using Gmlm.Padir.Decoding;

namespace Gmlm.Padir.Training;

/// <summary>Makes examples from token ids.</summary>
/// <param name="config">The configuration, which decides whether sources begin with [LENGTH], and the longest target.</param>
/// <param name="tokens">The special ids.</param>
public sealed class Examples(PadirConfig config, DecodingTokens tokens)
{
    /// <summary>Returns a source as the encoder reads it.</summary>
    /// <param name="words">The source's words, without end token.</param>
    public int[] Source(IReadOnlyList<int> words) =>
        config.ReadsLengthToken ? [tokens.Length, .. words, tokens.End] : [.. words, tokens.End];

    /// <summary>
    /// Makes an example. Returns null if a side has no words, or if the target has more words than lengths.maxLength or than the source's
    /// canvas holds.
    /// </summary>
    public Example? Of(IReadOnlyList<int> source, IReadOnlyList<int> target)
    {
        var cells = config.IsCanvas ? config.Lengths.Cells(source.Count) : 0;
        var fits = config.IsCanvas ? CanvasCells.Fewest([.. target]) <= cells : target.Count <= config.Lengths.MaxLength;
        return fits && source.Count > 0 && target.Count > 0 ? new Example(Source(source), [.. target, tokens.End], cells) : null;
    }

    /// <summary>Makes the examples of all pairs for which there is one.</summary>
    public IReadOnlyList<Example> Of(IEnumerable<(int[] Source, int[] Target)> pairs) =>
        [.. pairs.Select(pair => Of(pair.Source, pair.Target)).OfType<Example>()];
}
