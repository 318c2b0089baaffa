using Gmlm.Padir.Configuration;
using Gmlm.Padir.Runtime;
using Gmlm.Padir.T5;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.Training;

/// <summary>The token loss in torch's operators, for graphics processors, and for tests of <see cref="BlockwiseTokenLoss"/>.</summary>
internal sealed class OperatorTokenLoss(LossOptions options) : TokenLoss(options)
{
    public override TokenLossResult Of(Tensor states, TokenTargets targets, T5Network network, bool gradients)
    {
        using var scope = NewDisposeScope();
        using var gradient = set_grad_enabled(gradients);
        var inner = states.detach().requires_grad_(gradients);
        var head = network.HeadMatrix.detach().requires_grad_(gradients);
        var logits = nn.functional.linear(inner.Times(network.HeadScale), head); // (n, V)
        var normaliser = logits.logsumexp(-1); // ln Z, (n)
        var losses = normaliser - Wanted(logits, targets)
            .Times(1 - Options.LabelSmoothing) - logits.mean([-1])
            .Times(Options.LabelSmoothing);
        losses = losses.Plus(normaliser.Squared().Times(Options.ZLoss));
        if (gradients)
        {
            losses.mean().backward();
        }

        int[] likeliest = [.. logits.argmax(-1).cpu().data<long>().ToArray().Select(id => (int)id)];
        var total = losses.detach().to(ScalarType.Float64).sum().cpu().item<double>();
        return new TokenLossResult(
            total, likeliest, gradients
                ? inner.grad!.MoveToOuterDisposeScope()
                : null, gradients ? head.grad!.MoveToOuterDisposeScope() : null);
    }

    public override TokenLogProbabilities LogProbabilities(Tensor states, IReadOnlyList<int[]> ids, T5Network network)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var logits = nn.functional.linear(states.detach().Times(network.HeadScale), network.HeadMatrix); // (n, V)
        int[] likeliest = [.. logits.argmax(-1).cpu().data<long>().ToArray().Select(id => (int)id)];
        var places = ids.SelectMany((asked, row) => asked.Select(id => (row * logits.shape[1]) + id));
        var found = logits.log_softmax(-1).flatten().index_select(0, tensor(places.ToArray(), device: logits.device));
        var values = found.to(ScalarType.Float64).cpu().data<double>().ToArray();
        var next = 0;
        return new TokenLogProbabilities([.. ids.Select(asked => values[next..(next += asked.Length)])], likeliest);
    }

    // Returns Σ_t w_t x_t of each row, (n).
    private static Tensor Wanted(Tensor logits, TokenTargets targets)
    {
        long[] rows =
        [
            .. Enumerable.Range(0, targets.Count).SelectMany(i => Enumerable.Repeat((long)i, targets.Starts[i + 1] - targets.Starts[i])),
        ];
        var places = tensor([.. targets.Ids.Zip(rows, (id, row) => (row * logits.shape[1]) + id)], device: logits.device);
        var weights = tensor([.. targets.Weights.Select(weight => (float)weight)], device: logits.device);
        var weighed = logits.flatten().index_select(0, places) * weights;
        return zeros(targets.Count, device: logits.device).PlusRows(tensor(rows, device: logits.device), weighed);
    }
}
