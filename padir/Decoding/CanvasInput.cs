using Gmlm.Padir.T5;

namespace Gmlm.Padir.Decoding;

/// <summary>
/// The source tokens that are added to the inputs of masked cells: to each the token at the same relative position in the source. This
/// distinguishes equal masks, and tells a cell roughly which word it translates.
/// </summary>
internal static class CanvasInput
{
    /// <summary>Returns the source tokens to add at the masked cells of a batch.</summary>
    /// <param name="inputs">The cells of each row, followed by the end token.</param>
    /// <param name="sources">The source ids of each row, followed by the end token.</param>
    /// <param name="length">L, the number of positions of the longest row.</param>
    /// <param name="tokens">The special ids, which include the masks.</param>
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
