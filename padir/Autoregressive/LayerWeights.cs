using Gmlm.Padir.Model;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.Autoregressive;

/// <summary>
/// One decoder layer's weights, made ready for steps of one position. A norm's weight w goes into the matrix behind it once, instead of into every state:
/// <code>W (√d·w ⊙ x/√(‖x‖² + dε)) = (W diag(√d·w)) x/√(‖x‖² + dε)</code>
/// so that between two matrices only the division is left. Output matrices are transposed views, for products that add to the state in place.
/// </summary>
internal sealed class LayerWeights
{
    public LayerWeights(DecoderLayer layer)
    {
        QueryKeyValue = Fold(layer.Self.QueryKeyValue, layer.SelfNorm);
        SelfOutput = layer.Self.Output.detach().t();
        PositionalValue = layer.Positional?.Value.detach();
        PositionalOutput = layer.Positional?.Output.detach().t();
        CrossQuery = Fold(layer.Cross.Query, layer.CrossNorm);
        CrossOutput = layer.Cross.Output.detach().t();
        Input = Fold(layer.FeedForward.Input, layer.FeedForwardNorm);
        Output = layer.FeedForward.Output.detach().t();
    }

    /// <summary>(3·H·d_kv, d).</summary>
    public Tensor QueryKeyValue { get; }

    /// <summary>(H·d_kv, d).</summary>
    public Tensor SelfOutput { get; }

    /// <summary>(H·d_kv, d), with positional attention.</summary>
    public Tensor? PositionalValue { get; }

    /// <summary>(H·d_kv, d).</summary>
    public Tensor? PositionalOutput { get; }

    /// <summary>(H·d_kv, d).</summary>
    public Tensor CrossQuery { get; }

    /// <summary>(H·d_kv, d).</summary>
    public Tensor CrossOutput { get; }

    /// <summary>(d_ff, d), gated (2·d_ff, d).</summary>
    public Tensor Input { get; }

    /// <summary>(d_ff, d).</summary>
    public Tensor Output { get; }

    public IEnumerable<Tensor> All => new[] { QueryKeyValue, SelfOutput, PositionalValue, PositionalOutput, CrossQuery, CrossOutput, Input, Output }.OfType<Tensor>();

    /// <summary>√d·w, what is left of a norm after the division.</summary>
    public static Tensor Scale(RmsNorm norm) => norm.Weight.detach() * Math.Sqrt(norm.Weight.shape[0]);

    private static Tensor Fold(Tensor weight, RmsNorm norm)
    {
        using var scale = Scale(norm);
        return weight.detach() * scale;
    }
}
