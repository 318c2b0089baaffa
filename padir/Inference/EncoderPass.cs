using Gmlm.Padir.Runtime;
using Gmlm.Padir.T5;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.Inference;

/// <summary>Encodes sources as <see cref="T5Network.Encode"/> does, from prepared weights and without gradients.</summary>
internal static class EncoderPass
{
    /// <summary>Encodes a batch of sources.</summary>
    /// <param name="network">The network in evaluation mode.</param>
    /// <param name="weights">The network's prepared weights.</param>
    /// <param name="ids">int64 (B, S); padding is hidden.</param>
    /// <exception cref="ArgumentException">The ids are not of that shape or type.</exception>
    /// <returns>The encoded sources, which belong to the caller's dispose scope.</returns>
    public static EncodedSource Encode(T5Network network, PreparedWeights weights, Tensor ids)
    {
        T5Network.Check(ids, nameof(ids));
        var config = network.Config;
        var (batch, length) = (ids.shape[0], ids.shape[1]);
        using var scope = NewDisposeScope();
        var visible = ids.IsNot(config.PadId);
        var hidden = AttentionMask.Padding(visible);
        using var self = new AllPositions(network.Encoder.Positions, config, batch, length, hidden);
        var x = weights.Embed(ids.flatten());
        new FastBlocks(weights, config).Encoder(x, batch * length, self);
        var states = weights.Normalise(x).mul_(weights.EncoderScale); // (B·S, d)
        var parts = weights.SourceKeyValues.Times(states, batch * length)
            .view(batch, length, weights.Decoder.Count * 2L, config.Heads, config.HeadWidth)
            .permute(2, 0, 3, 1, 4).contiguous().unbind(0); // (B, H, S, d_kv) each
        KeyValue[] layers = [.. parts.Chunk(2).Select(pair => new KeyValue(pair[0], pair[1]))];
        return new EncodedSource(states.view(batch, length, -1), visible, hidden, layers).MoveToOuterDisposeScope();
    }
}
