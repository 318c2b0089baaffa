using Gmlm.Padir.Runtime;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gmlm.Padir.T5;

/// <summary>
/// The relative position bias that self-attention adds to its scores: one learned number for each bucket and head, shared by the layers of
/// a stack.
/// </summary>
internal sealed class PositionBias : Module
{
    private readonly T5Config _config;

    public PositionBias(T5Config config) : base(nameof(PositionBias))
    {
        _config = config;
        Weight = Parameter(empty(config.Buckets, config.Heads));
        RegisterComponents();
    }

    /// <summary>(buckets, H).</summary>
    public readonly Parameter Weight;

    /// <summary>
    /// Returns the bias of the last <paramref name="queries"/> of <paramref name="keys"/> positions, (1, H, queries, keys). Unless
    /// bidirectional, it includes the mask that hides later keys.
    /// </summary>
    public Tensor Forward(int queries, int keys, bool bidirectional)
    {
        using var buckets = RelativeBuckets.Table(queries, keys, bidirectional, _config, Weight.device); // (Lq·Lk)
        var bias = Weight.index_select(0, buckets).view(1, queries, keys, -1).permute(0, 3, 1, 2).contiguous(); // (1, H, Lq, Lk)
        return bidirectional || queries == 1 ? bias : bias.Plus(AttentionMask.Causal(queries, keys, Weight.device));
    }
}
