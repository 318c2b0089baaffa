using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gmlm.Padir.Model;

/// <summary>Self-attention. Queries, keys and values come from one matrix product.</summary>
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

    /// <summary>The three projections, one below the other: (3·H·d_kv, d).</summary>
    public readonly Parameter QueryKeyValue;

    /// <summary>(d, H·d_kv).</summary>
    public readonly Parameter Output;

    public Tensor Forward(Tensor x, Tensor bias, LayerCache? past = null, List<Tensor>? maps = null) // (B, L, d)
    {
        var parts = Attention.SplitHeads(functional.linear(x, QueryKeyValue), 3, _config);
        var key = past?.Keys.Append(parts[1]) ?? parts[1];     // (B, H, Lk, d_kv)
        var value = past?.Values.Append(parts[2]) ?? parts[2]; // (B, H, Lk, d_kv)
        return functional.linear(Attention.Attend(parts[0], key, value, bias, training ? _config.Dropout : 0, maps), Output); // (B, L, d)
    }
}
