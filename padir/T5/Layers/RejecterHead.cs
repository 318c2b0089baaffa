using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gmlm.Padir.T5;

/// <summary>
/// The learned rejecter: p(the likeliest token is correct) = σ(w · s + b) for the decoder's state s. It is trained by binary cross-entropy,
/// and the gradient stops at the state.
/// </summary>
public sealed class RejecterHead : Module
{
    internal RejecterHead(int width) : base(nameof(RejecterHead))
    {
        Weight = Parameter(zeros(1, width));
        Bias = Parameter(zeros(1));
        RegisterComponents();
    }

    /// <summary>w, (1, d).</summary>
    public readonly Parameter Weight;

    /// <summary>b, (1).</summary>
    public readonly Parameter Bias;

    /// <summary>Returns the logits w · s + b of states (n, d): (n).</summary>
    public Tensor Forward(Tensor states)
    {
        using var detached = states.detach();
        using var logits = functional.linear(detached, Weight, Bias);
        return logits.squeeze(-1);
    }

    /// <summary>Returns the mean loss, a scalar with its gradient.</summary>
    /// <param name="states">The decoder's states, (n, d).</param>
    /// <param name="right">1 where the likeliest token is correct, otherwise 0: float (n).</param>
    public Tensor Loss(Tensor states, Tensor right)
    {
        using var logits = Forward(states);
        return functional.binary_cross_entropy_with_logits(logits, right);
    }
}
