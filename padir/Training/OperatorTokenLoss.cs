using Gmlm.Padir.Configuration;
using Gmlm.Padir.Runtime;
using Gmlm.Padir.T5;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.Training;

/// <summary>The token loss in torch's operators: for graphics processors, and to hold the other one against.</summary>
internal sealed class OperatorTokenLoss(LossOptions options) : TokenLoss(options)
{
    public override TokenLossResult Of(Tensor states, int[] targets, T5Network network, bool gradients)
    {
        using var scope = NewDisposeScope();
        using var gradient = set_grad_enabled(gradients);
        var inner = states.detach().requires_grad_(gradients);
        var head = network.HeadMatrix.detach().requires_grad_(gradients);
        var logits = nn.functional.linear(inner.Times(network.HeadScale), head); // (n, V)
        var wanted = tensor([.. targets.Select(id => (long)id)], device: states.device).unsqueeze(1);
        var normaliser = logits.logsumexp(-1); // ln Z, (n)
        var losses = normaliser - logits.gather(1, wanted).squeeze(1).Times(1 - Options.LabelSmoothing) - logits.mean([-1]).Times(Options.LabelSmoothing);
        losses = losses.Plus(normaliser.Squared().Times(Options.ZLoss));
        if (gradients)
        {
            losses.mean().backward();
        }

        int[] likeliest = [.. logits.argmax(-1).cpu().data<long>().ToArray().Select(id => (int)id)];
        var total = losses.detach().to(ScalarType.Float64).sum().cpu().item<double>();
        return new TokenLossResult(total, likeliest, gradients ? inner.grad!.MoveToOuterDisposeScope() : null, gradients ? head.grad!.MoveToOuterDisposeScope() : null);
    }
}
