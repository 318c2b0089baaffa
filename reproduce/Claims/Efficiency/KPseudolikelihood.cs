using System.Numerics;
using Gmlm.Theory.Objectives;

namespace Gmlm.Reproduce.Claims.Efficiency;

/// <summary>k-PL is the average of all C(N, k) conditional log-losses.</summary>
public sealed class KPseudolikelihood : ClaimExperiment
{
    public override Claim Claim => new(
        "k-pl", "A03", "k-pseudolikelihood", Origin.Paper,
        Source: "Definition 3",
        Wording: "$k$-PL is weighted pseudolikelihood with $p_K$ uniform over the masks of size $k$: $cal(L)_k (theta) = "
            + "binom(N, k)^(-1) sum_(abs(K) = k) bb(E) [-log p_theta (X_K | X_(-K))]$.",
        Method: "For every $k = 1, ..., N$ and random $theta$: $cal(L)_k (theta)$ against the average over all $binom(N, k)$ "
            + "masks of $bb(E) [log p_theta (X_(-K)) - log p_theta (X)]$, from marginals. Ising, Potts and saturated tables.",
        ControlMethod: "The average runs over the $N$ contiguous windows of length $k$ only.") { IsImplementation = true };

    public override ExperimentResult Execute(ExperimentContext context) =>
        Decide(context, Compare(context, windows: false), Compare(context, windows: true));

    private static Outcome Compare(ExperimentContext context, bool windows)
    {
        var ledger = new MarginLedger(1e-10, "rounding of sums of at most a few thousand terms of size 10");
        var random = context.Stream("k-pl");
        foreach (var instance in Instances.All(context))
        {
            var parameters = instance.Perturbed(random, 0.5);
            var model = instance.Family.At(parameters);
            for (var k = 1; k <= instance.Length; k++)
            {
                var objective = new Pseudolikelihood(
                    instance.Family, MaskedData.Product(instance.Truth, MaskDistribution.UniformOfSize(instance.Length, k)));
                var average = Masks(instance.Length, k, windows).Average(mask => LossFromMarginals(instance.Truth, model, mask));
                ledger.Equal(average, objective.Loss(parameters), $"{instance.Name} k={k}");
            }

            context.Cancellation.ThrowIfCancellationRequested();
        }

        return ledger.Outcome();
    }

    private static IEnumerable<int> Masks(int length, int size, bool windows)
    {
        var everything = (1 << length) - 1;
        return windows
            ? Enumerable.Range(0, length)
                .Select(start => ((((1 << size) - 1) << start) | (((1 << size) - 1) >> (length - start))) & everything)
            : Enumerable.Range(0, 1 << length).Where(mask => BitOperations.PopCount((uint)mask) == size);
    }

    private static double LossFromMarginals(FiniteDistribution data, FiniteDistribution model, int mask)
    {
        var visible = Conditionals.Marginal(model, mask);
        double loss = 0;
        for (var x = 0; x < visible.Length; x++)
        {
            loss += data[x] * (Math.Log(visible[x]) - Math.Log(model[x]));
        }

        return loss;
    }
}
