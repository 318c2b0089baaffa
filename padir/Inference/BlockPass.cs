using Gmlm.Padir.Model;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.Inference;

/// <summary>
/// The parts of a layer on rows of states (R, d), which are added to in place. For sentences one by one inference is a matter of how many operations there are; so there are as few as
/// can be, and what can be done once is in the <see cref="PreparedWeights"/>.
/// </summary>
internal static class BlockPass
{
    /// <summary>x ← x + self-attention of B sequences of L positions each.</summary>
    /// <param name="x">(B·L, d).</param>
    /// <param name="weights">For the norm.</param>
    /// <param name="block">The layer.</param>
    /// <param name="bias">(B·H, L, L): positions, and what is hidden.</param>
    /// <param name="batch">B.</param>
    /// <param name="length">L.</param>
    /// <param name="config">The network's.</param>
    public static void AddSelf(Tensor x, PreparedWeights weights, PreparedBlock block, Tensor bias, long batch, long length, T5Config config)
    {
        var (heads, width) = ((long)config.Heads, (long)config.HeadWidth);
        using var normed = weights.Normalise(x);
        using var projected = block.QueryKeyValue.Times(normed, batch * length);
        using var parts = projected.view(batch, length, 3, heads, width);
        using var ordered = parts.permute(2, 0, 3, 1, 4); // (3, B, H, L, d_kv)
        using var laid = ordered.reshape(3, batch * heads, length, width);
        using var query = laid.select(0, 0);
        using var key = laid.select(0, 1);
        using var value = laid.select(0, 2);
        using var turned = key.transpose(1, 2);
        using var attended = FewRowsAttention.Attend(query, turned, value, bias, batch * heads * length); // (B·H, L, d_kv)
        using var split = attended.view(batch, heads, length, width);
        using var back = split.transpose(1, 2);
        using var joined = back.reshape(batch * length, heads * width);
        block.SelfOutput.AddTo(x, joined, batch * length);
    }

    /// <summary>x ← x + positional attention, (B·H, L, L).</summary>
    public static void AddPositional(Tensor x, PreparedDecoderBlock block, Tensor map, long batch, long length, T5Config config)
    {
        var (heads, width) = ((long)config.Heads, (long)config.HeadWidth);
        using var projected = block.PositionalValue!.Times(x, batch * length);
        using var parts = projected.view(batch, length, heads, width);
        using var ordered = parts.transpose(1, 2);
        using var values = ordered.reshape(batch * heads, length, width);
        using var attended = map.bmm(values); // (B·H, L, d_kv)
        using var split = attended.view(batch, heads, length, width);
        using var back = split.transpose(1, 2);
        using var joined = back.reshape(batch * length, heads * width);
        block.PositionalOutput!.AddTo(x, joined, batch * length);
    }

    /// <summary>x ← x + attention to the source.</summary>
    public static void AddCross(Tensor x, PreparedWeights weights, PreparedDecoderBlock block, SourceAttention source, int layer, long rows)
    {
        using var normed = weights.Normalise(x);
        using var query = block.CrossQuery.Times(normed, rows);
        using var attended = source.Attend(layer, query);
        block.CrossOutput.AddTo(x, attended, rows);
    }

    /// <summary>x ← x + feed-forward.</summary>
    public static void AddFeedForward(Tensor x, PreparedWeights weights, PreparedBlock block, long rows, FeedForwardKind kind)
    {
        using var normed = weights.Normalise(x);
        using var projected = block.Input.Times(normed, rows);
        using var inner = FeedForward.Activate(projected, kind); // (R, d_ff)
        block.Output.AddTo(x, inner, rows);
    }
}
