using Gmlm.Padir.Decoding;
using Gmlm.Padir.Model;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.Inference;

/// <summary>
/// The decoder over all positions at once, from prepared weights: what <see cref="T5Network.Decode"/> does in parallel mode. What depends on the sources and on the lengths alone, as the
/// maps of positional attention do, is kept from one iteration to the next.
/// </summary>
/// <param name="network">In evaluation mode.</param>
/// <param name="weights">Its weights; stay the caller's.</param>
internal sealed class ParallelPass(T5Network network, PreparedWeights weights) : IDisposable
{
    private EncodedSource? _source;
    private int[] _lengths = [];
    private SourceAttention? _attention;
    private Tensor? _bias;
    private IReadOnlyList<Tensor> _maps = []; // of positional attention, (B·H, L, L) each

    /// <summary>States before the last norm, (B·L, d), the caller's.</summary>
    /// <param name="source">A row per sequence; stays the caller's.</param>
    /// <param name="batch">The sequences.</param>
    /// <param name="ids">The same as int64 (B, L).</param>
    public Tensor States(EncodedSource source, IReadOnlyList<DecodingQuery> batch, Tensor ids)
    {
        var (config, rows, length) = (network.Config, (long)batch.Count, ids.shape[1]);
        Prepare(source, [.. batch.Select(query => query.Tokens.Count)], (int)length);
        using var flat = ids.flatten();
        var x = weights.Embed(flat);
        for (var layer = 0; layer < weights.Decoder.Count; layer++)
        {
            var block = weights.Decoder[layer];
            BlockPass.AddSelf(x, weights, block, _bias!, rows, length, config);
            if (_maps.Count > 0)
            {
                BlockPass.AddPositional(x, block, _maps[layer], rows, length, config);
            }

            BlockPass.AddCross(x, weights, block, _attention!, layer, rows * length);
            BlockPass.AddFeedForward(x, weights, block, rows * length, config.FeedForward);
        }

        return x;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _attention?.Dispose();
        _bias?.Dispose();
        foreach (var map in _maps)
        {
            map.Dispose();
        }

        (_attention, _bias, _maps, _source) = (null, null, [], null);
    }

    private void Prepare(EncodedSource source, int[] lengths, int length)
    {
        if (source == _source && lengths.SequenceEqual(_lengths))
        {
            return;
        }

        Dispose();
        (_source, _lengths) = (source, lengths);
        using var scope = NewDisposeScope();
        _attention = new SourceAttention(network.Config, source, length, leaveOpen: true).DetachFromDisposeScope();
        _bias = SelfBias.Of(network.Decoder.Positions, network.Config, lengths.Length, length, Hidden(lengths, length)).DetachFromDisposeScope();
        _maps = [.. (weights.PositionMaps?.Of(lengths) ?? []).Select(map => map.DetachFromDisposeScope())];
    }

    // Null where all lengths are the same.
    private Tensor? Hidden(int[] lengths, int length)
    {
        if (lengths.All(each => each == length))
        {
            return null;
        }

        var visible = tensor([.. lengths.SelectMany(each => Enumerable.Range(0, length).Select(i => i < each))], device: network.Device).view(lengths.Length, length);
        return AttentionMask.Padding(visible);
    }
}
