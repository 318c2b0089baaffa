using Gmlm.Padir.T5;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.Decoding;

/// <summary>
/// How much an output attends to each source token. With A the cross-attention, averaged over layers and heads, the evidence for source
/// token s is evidence(s) = S/L · Σ_{i = 1 … L} A(i, s), where S counts the source tokens and L the tokens of the output with its end. The
/// mean evidence of a sentence is 1, and with uniform attention the evidence is 1 for every token.
/// </summary>
public static class AttendedSource
{
    /// <summary>Computes the evidence from the attention maps of a decoder run on finished outputs.</summary>
    /// <param name="maps">The maps, of which <see cref="AttentionMaps.Cross"/> is read: (B, H, L, S) for each layer.</param>
    /// <param name="sources">The source ids of each row as they were encoded, without padding; their number is S.</param>
    /// <param name="lengths">L of each row, the number of its decoder inputs without padding.</param>
    /// <param name="isWord">Whether a source token is evaluated; false for the end token and [LENGTH], which still count in S.</param>
    /// <returns>For each source the evidence for each of its tokens, null for tokens that are not evaluated.</returns>
    /// <exception cref="ArgumentException">There are no maps, or sources or lengths do not fit their shape.</exception>
    public static double?[][] Of(
        AttentionMaps maps, IReadOnlyList<IReadOnlyList<int>> sources, IReadOnlyList<int> lengths, Func<int, bool> isWord)
    {
        ArgumentNullException.ThrowIfNull(maps);
        ArgumentNullException.ThrowIfNull(isWord);
        using var scope = NewDisposeScope();
        var mean = maps.Cross.Count > 0
            ? stack(maps.Cross).mean([0, 2]).to(ScalarType.Float32).cpu().contiguous() // (N, B, H, L, S) → (B, L, S)
            : throw new ArgumentException("there are no maps of cross-attention", nameof(maps));
        var (rows, length, width) = ((int)mean.shape[0], (int)mean.shape[1], (int)mean.shape[2]);
        if (
            sources.Count != rows
                || lengths.Count != rows
                || sources.Any(source => source.Count > width)
                || lengths.Any(count => count < 1 || count > length))
        {
            throw new ArgumentException(
                $"the maps are of {rows} rows of {length} target and {width} source tokens; sources or lengths are not", nameof(sources));
        }

        var values = mean.data<float>().ToArray();
        return [.. sources.Select((source, row) => source.Select((id, s) => isWord(id)
            ? (double)source.Count / lengths[row] * Enumerable.Range(0, lengths[row])
                .Sum(i => (double)values[((((row * length) + i) * width) + s)])
            : (double?)null).ToArray())];
    }

    /// <summary>Computes the evidence for outputs of parallel decoding, by one decoder run on the finished words.</summary>
    /// <param name="network">The network in evaluation mode.</param>
    /// <param name="source">The encoded sources, B rows.</param>
    /// <param name="sources">The ids of the sources, without padding.</param>
    /// <param name="outputs">One output for each source, as words without end token.</param>
    /// <param name="end">The id of the end token.</param>
    /// <param name="isWord">Whether a source token is evaluated.</param>
    public static double?[][] Of(
        T5Network network,
        EncodedSource source,
        IReadOnlyList<IReadOnlyList<int>> sources,
        IReadOnlyList<IReadOnlyList<int>> outputs,
        int end,
        Func<int,
        bool> isWord)
    {
        ArgumentNullException.ThrowIfNull(network);
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        int[][] ended = [.. outputs.Select(words => words.Append(end).ToArray())];
        var run = network.Decode(source, TokenRows.ToTensor(ended, network.Config, network.Device), DecoderMode.Parallel, withMaps: true);
        return Of(run.Maps!, sources, [.. ended.Select(words => words.Length)], isWord);
    }
}
