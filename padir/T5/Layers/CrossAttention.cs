using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gmlm.Padir.T5;

/// <summary>Attention from the decoder to the source. The keys and values of a source are computed once for all decoder runs.</summary>
internal sealed class CrossAttention : Module
{
    private readonly T5Config _config;

    public CrossAttention(T5Config config) : base(nameof(CrossAttention))
    {
        _config = config;
        Query = Parameter(empty(config.InnerWidth, config.Width));
        KeyValue = Parameter(empty(2 * config.InnerWidth, config.Width));
        Output = Parameter(empty(config.Width, config.InnerWidth));
        RegisterComponents();
    }

    /// <summary>(H·d_kv, d).</summary>
    public readonly Parameter Query;

    /// <summary>The projections to keys and to values, stacked: (2·H·d_kv, d).</summary>
    public readonly Parameter KeyValue;

    /// <summary>(d, H·d_kv).</summary>
    public readonly Parameter Output;

    /// <summary>
    /// Computes the keys and values of the encoder's states (B, S, d): (B, H, S, d_kv) each, contiguous for the products that read them.
    /// </summary>
    public KeyValue Prepare(Tensor states)
    {
        var parts = Attention.SplitHeads(functional.linear(states, KeyValue), 2, _config);
        return new KeyValue(parts[0].contiguous(), parts[1].contiguous());
    }

    public Tensor Forward(Tensor x, KeyValue source, Tensor bias, List<Tensor>? maps = null) // (B, L, d)
    {
        var query = Attention.SplitHeads(functional.linear(x, Query), 1, _config)[0];
        // (B, L, d)
        return functional.linear(Attention.Attend(query, source.Key, source.Value, bias, training ? _config.Dropout : 0, maps), Output);
    }
}
