using Gmlm.Padir.Model;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.Autoregressive;

/// <summary>
/// One decoder layer's weights, made ready for steps of one position. A norm's weight w goes into the matrix behind it once, instead of into every state:
/// <code>W (√d·w ⊙ x/√(‖x‖² + dε)) = (W diag(√d·w)) x/√(‖x‖² + dε)</code>
/// so that between two matrices only the division is left. All matrices lie transposed, (in, out): for few rows torch's product with such a one is a quarter faster.
/// </summary>
internal sealed class LayerWeights
{
    public LayerWeights(DecoderLayer layer)
    {
        QueryKeyValue = Fold(layer.Self.QueryKeyValue, layer.SelfNorm);
        SelfOutput = Transposed(layer.Self.Output);
        PositionalValue = layer.Positional is { } value ? Transposed(value.Value) : null;
        PositionalOutput = layer.Positional is { } output ? Transposed(output.Output) : null;
        CrossQuery = Fold(layer.Cross.Query, layer.CrossNorm);
        CrossOutput = Transposed(layer.Cross.Output);
        Input = Fold(layer.FeedForward.Input, layer.FeedForwardNorm);
        Output = Transposed(layer.FeedForward.Output);
    }

    /// <summary>(d, 3·H·d_kv).</summary>
    public Tensor QueryKeyValue { get; }

    /// <summary>(H·d_kv, d).</summary>
    public Tensor SelfOutput { get; }

    /// <summary>(d, H·d_kv), with positional attention.</summary>
    public Tensor? PositionalValue { get; }

    /// <summary>(H·d_kv, d).</summary>
    public Tensor? PositionalOutput { get; }

    /// <summary>(d, H·d_kv).</summary>
    public Tensor CrossQuery { get; }

    /// <summary>(H·d_kv, d).</summary>
    public Tensor CrossOutput { get; }

    /// <summary>(d, d_ff), gated (d, 2·d_ff).</summary>
    public Tensor Input { get; }

    /// <summary>(d_ff, d).</summary>
    public Tensor Output { get; }

    public IEnumerable<Tensor> All => new[] { QueryKeyValue, SelfOutput, PositionalValue, PositionalOutput, CrossQuery, CrossOutput, Input, Output }.OfType<Tensor>();

    /// <summary>√d·w, what is left of a norm after the division.</summary>
    public static Tensor Scale(RmsNorm norm) => norm.Weight.detach().Times(Math.Sqrt(norm.Weight.shape[0]));

    private static Tensor Fold(Tensor weight, RmsNorm norm)
    {
        using var scale = Scale(norm);
        using var folded = weight.detach() * scale;
        return Transposed(folded);
    }

    private static Tensor Transposed(Tensor weight)
    {
        using var view = weight.detach().t();
        return view.contiguous();
    }
}
