using Gmlm.Padir.Configuration;
using Gmlm.Padir.T5;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.Training;

/// <summary>The tokens' loss over some positions, and what of it the gradients need.</summary>
/// <param name="Total">Σ over the positions.</param>
/// <param name="Likeliest">argmax of each position's logits.</param>
/// <param name="States">∂(Total/count)/∂states, (n, d); null where no gradient was asked for.</param>
/// <param name="Head">∂(Total/count)/∂(the matrix of the logits), (V, d); null where no gradient was asked for.</param>
internal sealed record TokenLossResult(double Total, int[] Likeliest, Tensor? States, Tensor? Head);

/// <summary>What the model says at some positions.</summary>
/// <param name="LogProbabilities">For each position ln p of each id that was asked for there.</param>
/// <param name="Likeliest">argmax of each position's logits.</param>
internal sealed record TokenLogProbabilities(double[][] LogProbabilities, int[] Likeliest);

/// <summary>
/// Cross-entropy with label smoothing ε and z-loss, per position with logits x and targets t of weight w_t, Σ w_t = 1:
/// <code>ln Z − (1 − ε) Σ_t w_t x_t − ε/V Σ_v x_v + z (ln Z)²,   Z = Σ_v exp x_v</code>
/// and its gradient <c>p (1 + 2 z ln Z) − (1 − ε) w − ε/V</c>. The logits are by far the largest tensor of a step; on a processor they
/// are made, turned into their gradient in place, and used, a block of rows at a time, and never stored whole
/// (<see cref="BlockwiseTokenLoss"/>). Elsewhere torch does the same in its own operators.
/// </summary>
internal abstract class TokenLoss(LossOptions options)
{
    protected LossOptions Options { get; } = options;

    public static TokenLoss On(Device device, LossOptions options) =>
        device.type == DeviceType.CPU ? new BlockwiseTokenLoss(options) : new OperatorTokenLoss(options);

    /// <param name="states">The decoder's states, (n, d).</param>
    /// <param name="targets">Of n positions.</param>
    /// <param name="network">Its head makes the logits.</param>
    /// <param name="gradients">Whether to compute them.</param>
    /// <remarks>Tensors of the result belong to the caller's dispose scope.</remarks>
    public abstract TokenLossResult Of(Tensor states, TokenTargets targets, T5Network network, bool gradients);

    /// <summary>ln p of some ids at each position, x_t − ln Z, without gradients.</summary>
    /// <param name="states">The decoder's states, (n, d).</param>
    /// <param name="ids">For each of n positions.</param>
    /// <param name="network">Its head makes the logits.</param>
    public abstract TokenLogProbabilities LogProbabilities(Tensor states, IReadOnlyList<int[]> ids, T5Network network);
}
