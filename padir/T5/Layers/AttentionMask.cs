using Gmlm.Padir.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.T5;

/// <summary>
/// Masks that are added to attention scores. Hidden positions get −10⁹ and not −∞, because the softmax of a row with −∞ alone is NaN, which
/// would spread to the whole batch. With −10⁹ such a row attends uniformly, and in all other rows exp(−10⁹) is 0 as well.
/// </summary>
internal static class AttentionMask
{
    private const float Hidden = -1e9f;

    /// <summary>The mask that hides the keys where <paramref name="visible"/>, bool (B, L), is false: (B, 1, 1, L).</summary>
    public static Tensor Padding(Tensor visible)
    {
        using var scope = NewDisposeScope();
        // (B, 1, 1, L)
        return visible.logical_not().to(ScalarType.Float32).TimesInPlace(Hidden).unsqueeze(1).unsqueeze(1).MoveToOuterDisposeScope();
    }

    /// <summary>The mask that hides later keys from each of the last <paramref name="queries"/> positions: (queries, keys).</summary>
    public static Tensor Causal(int queries, int keys, Device device) =>
        ScalarArithmetic.Filled([queries, keys], Hidden, ScalarType.Float32, device).triu_(keys - queries + 1); // (Lq, Lk)
}
