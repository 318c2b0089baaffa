using Gmlm.Theory.Information;

namespace Gmlm.Reproduce.Claims.Joint;

/// <summary>What a masked model loses because its orders disagree.</summary>
public sealed class OrderGap : ClaimExperiment
{
    private const double Noise = 0.5;

    public override Claim Claim => new(
        "order-gap", "C08", "The masked loss exceeds that of the mixture over orders by how much the orders disagree", Origin.Beyond,
        Source: "our statement; the chain rule for the order and the sequence",
        Wording: "Let $q_sigma (x) = product_t q(x_(sigma(t)) | x_(sigma(1)), …, x_(sigma(t-1)))$ be what a masked model writes in the "
            + "order $sigma$, and $macron(q)$ the mean over all orders. The masked loss with the weights $1\\/k$ is the cross-entropy of "
            + "$macron(q)$ plus $bb(E) \"KL\"(\"uniform\" || q(sigma | x))$; the excess is 0 if all conditionals are of one joint "
            + "distribution.",
        Method: FormattableString.Invariant(
            $"Instances of at most five positions, conditionals of all masks with normal noise of {Noise} on the logits: the masked loss ")
            + "from all masks, the cross-entropy and the divergence from all orders. Without noise the excess is 0. `least.gap` is the "
            + "smallest excess with noise.",
        ControlMethod: "The masked loss without its weights; and the noisy conditionals where the excess is to be 0.");

    public override ExperimentResult Execute(ExperimentContext context)
    {
        var (check, control) = (Parts(), Parts());
        var random = context.Stream("order-gap");
        var least = double.PositiveInfinity;
        foreach (var instance in Instances.All(context).Where(instance => instance.Length <= 5))
        {
            var (p, length) = (instance.Truth, instance.Length);
            var exact = AnyOrderConditionals.Of(p);
            var noisy = exact.Perturbed(random, Noise);
            var (crossEntropy, gap) = OverOrders(p, noisy);
            check.Equal("gap", crossEntropy + gap, Masked(p, noisy), instance.Name);

            // Without the weights every position of every mask counts alike: N times the mean over sizes, less weight on the large masks.
            control.Equal("gap", crossEntropy + gap, Enumerable.Range(1, length).Sum(size => size * noisy.Loss(p, size)), instance.Name);
            check.Equal("compatible", 0, OverOrders(p, exact).Gap, instance.Name);
            control.Equal("compatible", 0, gap, instance.Name);
            least = Math.Min(least, gap);
            context.Report(0.5);
        }

        return Decide(context, check.Outcome(), control.Outcome(), [Metric.Computed("least.gap", least, "nats"), .. check.Metrics()]);
    }

    // Σ_k E_{|K| = k} [1/k Σ_{i in K} −ln q(x_i given x_{−K})].
    private static double Masked(FiniteDistribution p, AnyOrderConditionals q) =>
        Enumerable.Range(1, p.Space.Length).Sum(size => q.Loss(p, size));

    // E[−ln q̄(x)], and E KL(uniform ‖ q(σ given x)) with the posterior of the order written out.
    private static (double CrossEntropy, double Gap) OverOrders(FiniteDistribution p, AnyOrderConditionals q)
    {
        int[] ones = [.. Enumerable.Repeat(1, p.Space.Length)];
        double[][] orders = [.. PartitionDecoding.All(p.Space.Length, ones).Select(q.LogOutput)];
        var (crossEntropy, gap) = (0.0, 0.0);
        for (var x = 0; x < p.Space.Count; x++)
        {
            var mean = orders.Average(order => Math.Exp(order[x]));
            crossEntropy -= p[x] * Math.Log(mean);
            var posterior = orders.Select(order => Math.Exp(order[x]) / (mean * orders.Length));
            gap += p[x] * posterior.Sum(probability => -Math.Log(probability * orders.Length) / orders.Length);
        }

        return (crossEntropy, gap);
    }

    private static MarginParts Parts() => new(1e-10, "rounding of sums of logarithms of size 10");
}
