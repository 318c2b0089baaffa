using Gmlm.Padir.Runtime;
using static TorchSharp.torch;

namespace Gmlm.Padir.T5;

/// <summary>
/// softmax(q kᵀ + b) v for each head. T5 does not divide the scores by √d_kv; the initial weights of the queries contain this factor.
/// </summary>
internal static class Attention
{
    /// <param name="query">(B, H, Lq, d_kv).</param>
    /// <param name="key">(B, H, Lk, d_kv).</param>
    /// <param name="value">(B, H, Lk, d_kv).</param>
    /// <param name="bias">Broadcasts to (B, H, Lq, Lk).</param>
    /// <param name="dropout">The probability that a key is dropped; 0 outside of training.</param>
    /// <param name="maps">The attention map (B, H, Lq, Lk) is appended here; null for none.</param>
    /// <returns>(B, Lq, H·d_kv).</returns>
    public static Tensor Attend(Tensor query, Tensor key, Tensor value, Tensor bias, double dropout, List<Tensor>? maps)
    {
        var heads = maps is null && dropout == 0 && !bias.requires_grad
            ? Fused(query, key, value, bias)
            : ByHand(query, key, value, bias, dropout, maps); // (B, H, Lq, d_kv)
        return heads.transpose(1, 2).flatten(2);              // (B, Lq, H·d_kv)
    }

    /// <summary>Splits (B, L, n·H·d_kv) into n tensors (B, H, L, d_kv), which are views.</summary>
    public static Tensor[] SplitHeads(Tensor x, int parts, T5Config config) =>
        x.view(x.shape[0], x.shape[1], parts, config.Heads, config.HeadWidth).permute(2, 0, 3, 1, 4).unbind(0);

    // The fused kernel divides the scores by √d_kv. The queries are multiplied by √d_kv to cancel the division.
    private static Tensor Fused(Tensor query, Tensor key, Tensor value, Tensor bias)
    {
        using var scaled = query.Times(Math.Sqrt(query.shape[^1]));
        return nn.functional.scaled_dot_product_attention(scaled, key, value, bias);
    }

    private static Tensor ByHand(Tensor query, Tensor key, Tensor value, Tensor bias, double dropout, List<Tensor>? maps)
    {
        var scores = matmul(query, key.transpose(-2, -1)).PlusInPlace(bias); // (B, H, Lq, Lk)
        var weights = scores.softmax(-1);
        maps?.Add(weights);
        return matmul(SharedDropout.Apply(weights, dropout), value);
    }
}
