using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gmlm.Padir.T5;

/// <summary>Self-attention. One matrix product computes queries, keys and values.</summary>
internal sealed class SelfAttention : Module
{
    private readonly T5Config _config;

    public SelfAttention(T5Config config) : base(nameof(SelfAttention))
    {
        _config = config;
        QueryKeyValue = Parameter(empty(3 * config.InnerWidth, config.Width));
        Output = Parameter(empty(config.Width, config.InnerWidth));
        RegisterComponents();
    }

    /// <summary>The projections to queries, keys and values, stacked: (3·H·d_kv, d).</summary>
    public readonly Parameter QueryKeyValue;

    /// <summary>(d, H·d_kv).</summary>
    public readonly Parameter Output;

    public Tensor Forward(Tensor x, Tensor bias, List<Tensor>? maps = null) // (B, L, d)
    {
        var parts = Attention.SplitHeads(functional.linear(x, QueryKeyValue), 3, _config);
        // (B, L, d)
        return functional.linear(Attention.Attend(parts[0], parts[1], parts[2], bias, training ? _config.Dropout : 0, maps), Output);
    }
}
