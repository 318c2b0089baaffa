using Gmlm.Padir.Model;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.Inference;

/// <summary>What bidirectional self-attention adds to its scores: positions, and what is hidden.</summary>
internal static class SelfBias
{
    /// <param name="positions">A stack's.</param>
    /// <param name="config">The network's.</param>
    /// <param name="batch">B.</param>
    /// <param name="length">L.</param>
    /// <param name="hidden">(B, 1, 1, L), large and negative where hidden; null where nothing is.</param>
    /// <returns>(B·H, L, L), the caller's.</returns>
    public static Tensor Of(PositionBias positions, T5Config config, long batch, long length, Tensor? hidden)
    {
        using var scope = NewDisposeScope();
        var bias = positions.Forward((int)length, (int)length, bidirectional: true); // (1, H, L, L)
        var all = hidden is null ? bias.expand(batch, -1, -1, -1) : bias.Plus(hidden);
        return all.reshape(batch * config.Heads, length, length).MoveToOuterDisposeScope();
    }
}
