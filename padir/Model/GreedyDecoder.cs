using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.Model;

/// <summary>What decoding gave for one source.</summary>
/// <param name="Tokens">The tokens, without start and end.</param>
/// <param name="Finished">Whether the end came by itself, not by the length limit.</param>
public sealed record DecodedRow(IReadOnlyList<int> Tokens, bool Finished);

/// <summary>Autoregressive decoding that takes the likeliest token at each position. Finished sequences leave the batch.</summary>
public static class GreedyDecoder
{
    /// <summary>Decodes a batch, in evaluation mode or with dropout as the network is set.</summary>
    /// <param name="network">The network; its weights are to be those of causal training.</param>
    /// <param name="sourceIds">int64 (B, S).</param>
    /// <param name="maxLength">The most tokens of a target, its end included; at least 1.</param>
    /// <param name="useCache">Without it every step runs over all positions so far: slow, and the same.</param>
    /// <returns>One row per source.</returns>
    public static IReadOnlyList<DecodedRow> Decode(T5Network network, Tensor sourceIds, int maxLength, bool useCache = true)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxLength);
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var source = network.Encode(sourceIds);
        using var cache = useCache ? network.NewCache(source.Rows, maxLength) : null;
        var tokens = Enumerable.Range(0, source.Rows).Select(_ => new List<int>()).ToArray();
        var finished = new bool[source.Rows];
        int[] alive = [.. Enumerable.Range(0, source.Rows)];
        var input = full([source.Rows, 1], network.Config.StartId, ScalarType.Int64, network.Device); // (B, t), with a cache (B, 1)

        for (var t = 0; t < maxLength && alive.Length > 0; t++)
        {
            using var step = NewDisposeScope();
            var states = network.Decode(source, input, DecoderMode.Causal, cache: cache).States;
            var next = network.Logits(states.select(1, -1)).argmax(-1); // (B)
            var ids = next.cpu().data<long>().ToArray();
            for (var row = 0; row < ids.Length; row++)
            {
                if (ids[row] == network.Config.EosId)
                {
                    finished[alive[row]] = true;
                }
                else
                {
                    tokens[alive[row]].Add((int)ids[row]);
                }
            }

            var following = next.unsqueeze(1);
            following = useCache ? following : cat([input, following], 1);
            long[] going = [.. Enumerable.Range(0, ids.Length).Where(row => ids[row] != network.Config.EosId)];
            if (going.Length < ids.Length && going.Length > 0)
            {
                var rows = tensor(going, device: network.Device);
                following = following.index_select(0, rows);
                cache?.SelectRows(rows);
                var rest = source.SelectRows(rows).MoveToOuterDisposeScope();
                source.Dispose();
                source = rest;
            }

            alive = [.. going.Select(row => alive[row])];
            input.Dispose();
            input = following.MoveToOuterDisposeScope();
        }

        return [.. tokens.Select((row, i) => new DecodedRow(row, finished[i]))];
    }
}
