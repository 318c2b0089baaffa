using Gmlm.Theory.Estimation;
using Gmlm.Theory.Objectives;

namespace Gmlm.Reproduce.Claims.Efficiency;

/// <summary>L_PL(θ) = E_{X, K~p_K}[−log p_θ(X_K given X_{−K})] and its gradient.</summary>
public sealed class WeightedPseudolikelihood : ClaimExperiment
{
    public override Claim Claim => new(
        "weighted-pl", "A02", "Weighted pseudolikelihood", Origin.Paper,
        Source: "Definition 2",
        Wording: "For a distribution $p_K$ of masks $K subset.eq [N]$, the weighted pseudolikelihood loss is $cal(L)_\"PL\" "
            + "(theta) = bb(E)_(X tilde p, K tilde p_K) [-log p_theta (X_K | X_(-K))]$.",
        Method: "Random $p_K$ without symmetry and random $theta$: the implementation (block sums of shared exponentials) "
            + "against the sum over all masks and states of conditionals formed by division, its gradient against five-point "
            + "differences of that sum. Ising, Potts and saturated tables.",
        ControlMethod: "The normaliser runs over the wrong block: each mask is shifted by one position.") { IsImplementation = true };

    public override ExperimentResult Execute(ExperimentContext context) =>
        Decide(context, () => Compare(context, (_, mask) => mask), () => Compare(context, Shifted));

    /// <summary>K shifted cyclically by one position.</summary>
    internal static int Shifted(StateSpace space, int mask) => ((mask << 1) | (mask >> (space.Length - 1))) & space.Everything;

    /// <summary>All comparisons; the objective under test sees <paramref name="maskOf"/> of every mask.</summary>
    internal static MarginParts Compare(ExperimentContext context, Func<StateSpace, int, int> maskOf)
    {
        var parts = new MarginParts(
            1e-9,
            "relative; the brute-force sum rounds at 1e-14 and five-point differences err by 1e-12 times the fourth cumulant of a feature");
        var random = context.Stream("weighted-pl");
        foreach (var instance in Instances.All(context))
        {
            var masks = Instances.RandomMasks(instance.Length, random);
            var parameters = instance.Perturbed(random, 0.5);
            double Definition(double[] at)
            {
                var model = instance.Family.At(at);
                return Enumerable.Range(0, masks.Masks.Count)
                    .Sum(m => masks.Weights[m] * Conditionals.LogLoss(instance.Truth, model, masks.Masks[m]));
            }

            var seen = MaskDistribution.From(
                instance.Length, masks.Masks.Zip(masks.Weights, (mask, weight) => (maskOf(instance.Space, mask), weight)));
            var gradient = new double[instance.Family.Dimension];
            var loss = new Pseudolikelihood(instance.Family, MaskedData.Product(instance.Truth, seen)).Evaluate(parameters, gradient);
            parts.Equal("loss", Definition(parameters), loss, instance.Name);
            for (var j = 0; j < gradient.Length; j++)
            {
                parts.Equal(
                    "gradient",
                    FiniteDifference.Derivative(parameters, j, Definition),
                    gradient[j],
                    $"{instance.Name} {instance.Family.Labels[j]}");
            }

            context.Cancellation.ThrowIfCancellationRequested();
        }

        return parts;
    }
}
