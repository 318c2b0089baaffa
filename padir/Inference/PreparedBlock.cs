using Gmlm.Padir.Runtime;
using Gmlm.Padir.T5;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.Inference;

/// <summary>
/// The weights of an encoder layer, prepared for inference. The weight w of each norm is multiplied into the matrix that follows the norm,
/// once for all states:
/// <code>W (√d·w ⊙ x/√(‖x‖² + dε)) = (W diag(√d·w)) x/√(‖x‖² + dε)</code>
/// so that only the division by the norm remains in a pass. All matrices are transposed, (in, out).
/// </summary>
internal class PreparedBlock
{
    public PreparedBlock(EncoderLayer layer) : this(layer.Self, layer.SelfNorm, layer.FeedForward, layer.FeedForwardNorm)
    {
    }

    protected PreparedBlock(SelfAttention self, RmsNorm selfNorm, FeedForward feedForward, RmsNorm feedForwardNorm)
    {
        QueryKeyValue = Fold(self.QueryKeyValue, selfNorm);
        SelfOutput = Transposed(self.Output);
        Input = Fold(feedForward.Input, feedForwardNorm);
        Output = Transposed(feedForward.Output);
    }

    /// <summary>(d, 3·H·d_kv).</summary>
    public PreparedMatrix QueryKeyValue { get; }

    /// <summary>(H·d_kv, d).</summary>
    public PreparedMatrix SelfOutput { get; }

    /// <summary>(d, d_ff); (d, 2·d_ff) if gated.</summary>
    public PreparedMatrix Input { get; }

    /// <summary>(d_ff, d).</summary>
    public PreparedMatrix Output { get; }

    public virtual IEnumerable<PreparedMatrix> All => [QueryKeyValue, SelfOutput, Input, Output];

    /// <summary>√d·w, the factor of a norm apart from the division by √(‖x‖² + dε).</summary>
    public static Tensor Scale(RmsNorm norm) => norm.Weight.detach().Times(Math.Sqrt(norm.Weight.shape[0]));

    protected static PreparedMatrix Fold(Tensor weight, RmsNorm norm)
    {
        using var scale = Scale(norm);
        using var folded = weight.detach() * scale;
        return Transposed(folded);
    }

    protected static PreparedMatrix Transposed(Tensor weight)
    {
        using var view = weight.detach().t();
        return new PreparedMatrix(view);
    }
}

/// <summary>The weights of a decoder layer, prepared in the same way.</summary>
internal sealed class PreparedDecoderBlock : PreparedBlock
{
    public PreparedDecoderBlock(DecoderLayer layer) : base(layer.Self, layer.SelfNorm, layer.FeedForward, layer.FeedForwardNorm)
    {
        PositionalValue = layer.Positional is { } value ? Transposed(value.Value) : null;
        PositionalOutput = layer.Positional is { } output ? Transposed(output.Output) : null;
        CrossQuery = Fold(layer.Cross.Query, layer.CrossNorm);
        CrossOutput = Transposed(layer.Cross.Output);
    }

    /// <summary>(d, H·d_kv); null without positional attention.</summary>
    public PreparedMatrix? PositionalValue { get; }

    /// <summary>(H·d_kv, d).</summary>
    public PreparedMatrix? PositionalOutput { get; }

    /// <summary>(d, H·d_kv).</summary>
    public PreparedMatrix CrossQuery { get; }

    /// <summary>(H·d_kv, d).</summary>
    public PreparedMatrix CrossOutput { get; }

    public override IEnumerable<PreparedMatrix> All =>
        base.All.Concat(new[] { PositionalValue, PositionalOutput, CrossQuery, CrossOutput }.OfType<PreparedMatrix>());
}
