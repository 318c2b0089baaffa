using Gmlm.Theory.Objectives;

namespace Gmlm.Reproduce.Claims.Efficiency;

/// <summary>The excess loss is the mean divergence of the conditionals: pseudolikelihood is strictly proper for them.</summary>
public sealed class ConditionalRecovery : ClaimExperiment
{
    public override Claim Claim => new(
        "conditional-recovery", "A05", "Excess loss is divergence of conditionals", Origin.Literature,
        Source: "strict propriety of the logarithmic score (Gneiting and Raftery 2007)",
        Wording: "$cal(L)_\"PL\" (theta) - cal(L)_\"PL\" (p) = bb(E)_(K tilde p_K) bb(E)_(X tilde p) \"KL\"(p(dot | X_(-K)) || "
            + "p_theta (dot | X_(-K))) >= 0$, and it is zero only where the conditionals agree.",
        Method: "Both sides for every instance, random $p_K$, and $theta$ at four distances from the truth, zero among them. "
            + "Not negative, and zero only where the conditionals agree: the excess is at least $2 thin bb(E) \"TV\"(p(dot | "
            + "X_(-K)), p_theta (dot | X_(-K)))^2$. Ising, Potts and saturated tables.",
        ControlMethod: "The divergences are averaged with the wrong mask weights: uniform over the masks instead of $p_K$. Twice the "
            + "bound in the place of the bound.");

    public override ExperimentResult Execute(ExperimentContext context) =>
        Decide(context, () => Compare(context, wrongWeights: false), () => Compare(context, wrongWeights: true));

    private static MarginParts Compare(ExperimentContext context, bool wrongWeights)
    {
        var parts = new MarginParts(1e-10, "relative; rounding of the difference of two losses of size 10");
        var random = context.Stream("conditional-recovery");
        foreach (var instance in Instances.All(context))
        {
            var masks = Instances.RandomMasks(instance.Length, random);
            var objective = new Pseudolikelihood(instance.Family, MaskedData.Product(instance.Truth, masks));
            double[] weights = [.. masks.Weights.Select(weight => wrongWeights ? 1.0 / masks.Weights.Count : weight)];
            var best = Enumerable.Range(0, masks.Masks.Count)
                .Sum(m => masks.Weights[m] * Conditionals.LogLoss(instance.Truth, instance.Truth, masks.Masks[m]));
            foreach (var distance in new[] { 0, 0.01, 0.3, 2 })
            {
                var parameters = instance.Perturbed(random, distance);
                var excess = objective.Loss(parameters) - best;
                var (divergence, variation) = Distances(instance.Truth, instance.Family.At(parameters), masks.Masks, weights);
                var name = FormattableString.Invariant($"{instance.Name} distance={distance}");
                parts.Equal("identity", divergence, excess, name);
                parts.AtMost("strict", (wrongWeights ? 4 : 2) * variation, excess, name);
            }

            context.Cancellation.ThrowIfCancellationRequested();
        }

        return parts;
    }

    /// <summary>E_K E_{X~p} of KL and of TV² between the conditionals of p and of the model.</summary>
    private static (double Divergence, double SquaredVariation) Distances(
        FiniteDistribution data, FiniteDistribution model, IReadOnlyList<int> masks, double[] weights)
    {
        double divergence = 0, squaredVariation = 0;
        for (var m = 0; m < masks.Count; m++)
        {
            double[] p = Conditionals.Of(data, masks[m]), q = Conditionals.Of(model, masks[m]);
            var visible = Conditionals.Marginal(data, masks[m]);
            foreach (var first in data.Space.Bases(masks[m]))
            {
                double kl = 0, tv = 0;
                foreach (var offset in data.Space.Offsets(masks[m]))
                {
                    var x = first + offset;
                    kl += p[x] > 0 ? p[x] * Math.Log(p[x] / q[x]) : 0;
                    tv += Math.Abs(p[x] - q[x]) / 2;
                }

                divergence += weights[m] * visible[first] * kl;
                squaredVariation += weights[m] * visible[first] * tv * tv;
            }
        }

        return (divergence, squaredVariation);
    }
}
