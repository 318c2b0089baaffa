using Gmlm.Padir.T5;

namespace Gmlm.Padir.Decoding;

/// <summary>
/// What a network sees besides the cells of a canvas: a masked cell's input is the mask plus a source token, the one that lies at the same
/// share of the sentence. So equal masks differ, and a cell knows roughly what it is to say.
/// </summary>
internal static class CanvasInput
{
    /// <summary>The source tokens to add at the masked cells of a batch.</summary>
    /// <param name="inputs">Each row's cells, then the end.</param>
    /// <param name="sources">Each row's source ids, then its end.</param>
    /// <param name="length">L, the positions of the longest row.</param>
    /// <param name="tokens">Tell masks.</param>
    public static AddedTokens Of(
        IReadOnlyList<IReadOnlyList<int>> inputs, IReadOnlyList<IReadOnlyList<int>> sources, long length, DecodingTokens tokens)
    {
        var (rows, ids) = (new List<long>(), new List<long>());
        for (var row = 0; row < inputs.Count; row++)
        {
            var (input, source) = (inputs[row], sources[row]);
            var cells = input.Count - 1;
            for (var t = 0; t < cells; t++)
            {
                if (tokens.IsMask(input[t]))
                {
                    rows.Add((row * length) + t);
                    ids.Add(source[t * source.Count / cells]);
                }
            }
        }

        return new([.. rows], [.. ids]);
    }
}
