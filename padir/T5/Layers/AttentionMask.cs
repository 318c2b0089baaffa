using Gmlm.Padir.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.T5;

/// <summary>
/// Masks as numbers added to attention scores. Not −∞: a row that sees nothing would become NaN and spoil its whole batch; here it looks
/// everywhere alike, and exp(−10⁹) is as much 0 as exp(−∞) for the others.
/// </summary>
internal static class AttentionMask
{
    private const float Hidden = -1e9f;

    /// <summary>Hides the keys that are not <paramref name="visible"/>, (B, L) of bool, from all heads and queries.</summary>
    public static Tensor Padding(Tensor visible)
    {
        using var scope = NewDisposeScope();
        // (B, 1, 1, L)
        return visible.logical_not().to(ScalarType.Float32).TimesInPlace(Hidden).unsqueeze(1).unsqueeze(1).MoveToOuterDisposeScope();
    }

    /// <summary>Hides from each of the last <paramref name="queries"/> positions the keys after it.</summary>
    public static Tensor Causal(int queries, int keys, Device device) =>
        Numbers.Filled([queries, keys], Hidden, ScalarType.Float32, device).triu_(keys - queries + 1); // (Lq, Lk)
}
