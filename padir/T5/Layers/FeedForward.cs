using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gmlm.Padir.T5;

/// <summary>
/// The feed-forward block: W₂ max(0, W₁x), or gated (Shazeer 2020) W₂ (GELU(W₁x) ⊙ V₁x), with the tanh approximation of GELU.
/// </summary>
internal sealed class FeedForward : Module<Tensor, Tensor>
{
    private readonly T5Config _config;

    public FeedForward(T5Config config) : base(nameof(FeedForward))
    {
        _config = config;
        Input = Parameter(empty((config.FeedForward == FeedForwardKind.GatedGelu ? 2 : 1) * config.FeedForwardWidth, config.Width));
        Output = Parameter(empty(config.Width, config.FeedForwardWidth));
        RegisterComponents();
    }

    /// <summary>W₁, (d_ff, d); if gated W₁ stacked on V₁, (2·d_ff, d).</summary>
    public readonly Parameter Input;

    /// <summary>W₂, (d, d_ff).</summary>
    public readonly Parameter Output;

    public override Tensor forward(Tensor x) // (B, L, d)
    {
        using var projected = functional.linear(x, Input);
        using var inner = Activate(projected, _config.FeedForward); // (B, L, d_ff)
        using var dropped = SharedDropout.Apply(inner, training ? _config.Dropout : 0);
        return functional.linear(dropped, Output); // (B, L, d)
    }

    /// <summary>Applies the activation between the two matrices. ReLU works in place and returns its argument.</summary>
    public static Tensor Activate(Tensor projected, FeedForwardKind kind) =>
        kind == FeedForwardKind.GatedGelu ? Gate(projected) : projected.relu_();

    private static Tensor Gate(Tensor projected)
    {
        var halves = projected.chunk(2, -1);
        using var first = halves[0];
        using var second = halves[1];
        using var gate = functional.gelu(first, TorchSharp.Modules.GELU.Approximate.tanh, false);
        return gate * second;
    }
}
