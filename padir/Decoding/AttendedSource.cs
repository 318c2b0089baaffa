using Gmlm.Padir.T5;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.Decoding;

/// <summary>
/// How much a decoder looks at each source token while it says an output: with A the cross-attention, a mean over layers and heads,
/// evidence(s) = S/L · Σ_{i = 1 … L} A(i, s), for S source tokens and the L tokens of the output, its end included. It is 1 on average, and
/// 1 for all where attention does not tell them apart.
/// </summary>
public static class AttendedSource
{
    /// <summary>From the attention maps of a run on the finished outputs.</summary>
    /// <param name="maps">Its <see cref="AttentionMaps.Cross"/>: (B, H, L, S) per layer.</param>
    /// <param name="sources">The source ids of each row as they were encoded, without padding.</param>
    /// <param name="lengths">L of each row: its decoder inputs that are no padding.</param>
    /// <param name="isWord">Which source tokens are judged: not the end, nor [LENGTH]. They take part in S.</param>
    /// <returns>A row for each source, a value for each of its tokens, null where it is not judged.</returns>
    /// <exception cref="ArgumentException">There are no maps, or the rows do not fit them.</exception>
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

    /// <summary>The same for outputs of parallel decoding: one run of the decoder over the finished words.</summary>
    /// <param name="network">In evaluation mode.</param>
    /// <param name="source">The encoded sources, B rows.</param>
    /// <param name="sources">Their ids, without padding.</param>
    /// <param name="outputs">One for each, words without end.</param>
    /// <param name="end">The id of the end.</param>
    /// <param name="isWord">Which source tokens are judged.</param>
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
