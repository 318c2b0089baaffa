using Gmlm.Padir.Runtime;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gmlm.Padir.T5;

/// <summary>
/// Positional attention (Gu et al. 2018, section 3.1). Queries and keys are computed from position embeddings alone, and values
/// from the layer's states, so that a layer can attend to the previous word whatever the words are. It stands between
/// self-attention and cross-attention.
/// </summary>
internal sealed class PositionalAttention : Module
{
    private readonly T5Config _config;

    public PositionalAttention(T5Config config) : base(nameof(PositionalAttention))
    {
        _config = config;
        Norm = new RmsNorm(config);
        QueryKey = Parameter(empty(2 * config.InnerWidth, config.Width));
        Value = Parameter(empty(config.InnerWidth, config.Width));
        Output = Parameter(empty(config.Width, config.InnerWidth));
        RegisterComponents();
    }

    public readonly RmsNorm Norm;

    /// <summary>The projections to queries and to keys, stacked: (2·H·d_kv, d).</summary>
    public readonly Parameter QueryKey;

    /// <summary>(H·d_kv, d).</summary>
    public readonly Parameter Value;

    /// <summary>(d, H·d_kv).</summary>
    public readonly Parameter Output;

    /// <param name="x">(B, L, d).</param>
    /// <param name="positions">The position embeddings, (1, L, d).</param>
    /// <param name="bias">The bias of self-attention.</param>
    /// <param name="maps">The attention map (B, H, L, L) is appended here; null for none.</param>
    public Tensor Forward(Tensor x, Tensor positions, Tensor bias, List<Tensor>? maps = null)
    {
        var parts = QueriesAndKeys(positions);
        var query = parts[0].expand(x.shape[0], -1, -1, -1);
        var key = parts[1].expand(x.shape[0], -1, -1, -1);
        var value = Attention.SplitHeads(functional.linear(x, Value), 1, _config)[0];
        return functional.linear(Attention.Attend(query, key, value, bias, training ? _config.Dropout : 0, maps), Output); // (B, L, d)
    }

    /// <summary>
    /// Returns the attention map of position embeddings (1, L, d), without dropout, in the bias's shape. It is the same for all sequences
    /// of one length.
    /// </summary>
    public Tensor Map(Tensor positions, Tensor bias)
    {
        var parts = QueriesAndKeys(positions);
        return matmul(parts[0], parts[1].transpose(-2, -1)).Plus(bias).softmax(-1);
    }

    // (1, H, L, d_kv) each
    private Tensor[] QueriesAndKeys(Tensor positions) =>
        Attention.SplitHeads(functional.linear(Norm.forward(positions), QueryKey), 2, _config);
}
