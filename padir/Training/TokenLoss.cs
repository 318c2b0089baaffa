using Gmlm.Padir.Configuration;
using Gmlm.Padir.T5;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.Training;

/// <summary>The token loss over some positions, and its gradients.</summary>
/// <param name="Total">The sum of the losses over the positions, in nats.</param>
/// <param name="Likeliest">argmax of each position's logits.</param>
/// <param name="States">∂(Total/count)/∂states, (n, d); null without gradients.</param>
/// <param name="Head">∂(Total/count)/∂(the output matrix), (V, d); null without gradients.</param>
internal sealed record TokenLossResult(double Total, int[] Likeliest, Tensor? States, Tensor? Head);

/// <summary>Log-probabilities at some positions.</summary>
/// <param name="LogProbabilities">For each position ln p of each requested id.</param>
/// <param name="Likeliest">argmax of each position's logits.</param>
internal sealed record TokenLogProbabilities(double[][] LogProbabilities, int[] Likeliest);

/// <summary>
/// Cross-entropy with label smoothing ε and z-loss. For a position with logits x and targets t of weight w_t, Σ w_t = 1, it is
/// <code>ln Z − (1 − ε) Σ_t w_t x_t − ε/V Σ_v x_v + z (ln Z)²,   Z = Σ_v exp x_v</code>
/// and its gradient <c>p (1 + 2 z ln Z) − (1 − ε) w − ε/V</c>. The logits are by far the largest tensor of a step. On a processor they are
/// computed, replaced by their gradient and used for one block of rows at a time, and never stored as a whole
/// (<see cref="BlockwiseTokenLoss"/>). On other devices torch's operators compute the same.
/// </summary>
internal abstract class TokenLoss(LossOptions options)
{
    protected LossOptions Options { get; } = options;

    public static TokenLoss On(Device device, LossOptions options) =>
        device.type == DeviceType.CPU ? new BlockwiseTokenLoss(options) : new OperatorTokenLoss(options);

    /// <param name="states">The decoder's states, (n, d).</param>
    /// <param name="targets">The targets of n positions.</param>
    /// <param name="network">The network, whose output matrix makes the logits.</param>
    /// <param name="gradients">Whether to compute them.</param>
    /// <remarks>Tensors of the result belong to the caller's dispose scope.</remarks>
    public abstract TokenLossResult Of(Tensor states, TokenTargets targets, T5Network network, bool gradients);

    /// <summary>Returns ln p = x_t − ln Z of some ids at each position, without gradients.</summary>
    /// <param name="states">The decoder's states, (n, d).</param>
    /// <param name="ids">The requested ids of each of n positions.</param>
    /// <param name="network">The network, whose output matrix makes the logits.</param>
    public abstract TokenLogProbabilities LogProbabilities(Tensor states, IReadOnlyList<int[]> ids, T5Network network);
}
