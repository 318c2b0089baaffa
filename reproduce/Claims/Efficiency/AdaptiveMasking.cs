using Gmlm.Theory.Chains;
using Gmlm.Theory.Information;
using Gmlm.Theory.LinearAlgebra;
using Gmlm.Theory.Random;
using MathNet.Numerics.Distributions;

namespace Gmlm.Reproduce.Claims.Efficiency;

/// <summary>
/// Masks that depend on the sample: the facts about independent masks hold again if the conditional accounts for the
/// distribution of the mask.
/// </summary>
public sealed class AdaptiveMasking : ClaimExperiment
{
    public override Claim Claim => new(
        "adaptive-masking", "A13", "Masks that depend on the sample", Origin.Reconstructed,
        Source: "masking adapted to the data, our wording",
        Wording: "Let $K tilde w(dot | x)$, with $w$ not depending on $theta$, and train $p_theta (x_K | x_(-K), K) prop "
            + "p_theta (x) thin w(K | x)$. At $p = "
            + "p_(theta^*)$: $H = G$; the adaptive block dynamics, which draws $K tilde w(dot | x)$ and then $x_K$ from that "
            + "conditional, is reversible for $p$; and $Gamma prec.eq C_P I^(-1)$ with the Poincaré constant of that dynamics.",
        Method: "By enumeration, in coordinates where $I$ is $1$ up to rounding, for three ways to mask: random positive $w$; "
            + "masks that prefer positions the model finds surprising, $w prop product_(i in K) p(x_i | x_(-i))^(-1)$ over "
            + "masks of one size; and masks that follow the first symbol. Parts: detailed balance $p(x) P(x, y) = p(y) P(y, "
            + "x)$; $norm(H - G)$; the least eigenvalue of $1 - L^T Gamma L \\/ C_P$.",
        ControlMethod: "$w$ dropped from the conditional: $x_K$ is drawn, and predicted, by $p(x_K | x_(-K))$ while masks "
            + "still depend on $x$. And $w_theta$ made from the model's own surprise and differentiated through, where $H = G$ still "
            + "holds but training learns less than the dynamics promises: `through.ratio.…` is the largest eigenvalue of $L^T Gamma L \\/ "
            + "C_P$, least and most over the instances.");

    public override ExperimentResult Execute(ExperimentContext context)
    {
        var check = Compare(context, tilted: true);
        var control = Compare(context, tilted: false);
        var ratios = Through(context, control);
        return Decide(
            context,
            check,
            control,
            [
                Metric.Computed("through.ratio.least", ratios.Min()),
                Metric.Computed("through.ratio.most", ratios.Max()),
                .. check.Metrics(),
            ]);
    }

    internal static MarginParts Compare(ExperimentContext context, bool tilted)
    {
        var parts = new MarginParts(1e-9, "rounding of the inverse and of the gap, enlarged by the Poincaré constant");
        var random = context.Stream("adaptive-masking");
        foreach (var instance in Instances.All(context).Select(FisherCoordinates.Of))
        {
            foreach (var (masking, masks) in MaskingsOf(instance, random))
            {
                var name = $"{instance.Name}, {masking}";
                var dynamics = new AdaptiveBlockDynamics(instance.Truth, masks, tilted);
                parts.Add("reversible", -dynamics.Imbalance, name);
                var (hessian, scores) = AdaptiveInformation.At(instance.Family, instance.Truth, masks, tilted);
                parts.Add("information-equality", -(hessian - scores).FrobeniusNorm(), name);

                // In these coordinates L = 1, so that the largest eigenvalue of Γ alone is compared with C_P.
                parts.Add("poincare", 1 - (Loewner.Eigenvalues(Loewner.Sandwich(hessian, scores))[^1] * dynamics.SpectralGap), name);
            }

            context.Report(tilted ? 0.4 : 0.9);
        }

        return parts;
    }

    /// <summary>
    /// The largest eigenvalue of Γ over C_P, in coordinates where I = 1, for Ising models with w_θ ∝ Π 1/p_θ(x_i given x_{−i}) and the
    /// gradient taken through w_θ too.
    /// </summary>
    internal static IReadOnlyList<double> Through(ExperimentContext context, MarginParts parts)
    {
        var ratios = new List<double>();
        foreach (var instance in Instances.Cliques().Select(FisherCoordinates.Of))
        {
            for (var size = 1; size < instance.Length; size++)
            {
                var masks = AdaptiveMasks.Surprising(instance.Truth, size);
                var (hessian, scores) = AdaptiveInformation.At(
                    instance.Family, instance.Truth, masks, slopes: SurpriseSlopes.Of(instance.Family, instance.Truth, masks));
                var gap = new AdaptiveBlockDynamics(instance.Truth, masks).SpectralGap;
                ratios.Add(Loewner.Eigenvalues(Loewner.Sandwich(hessian, scores))[^1] * gap);
                parts.Add("poincare", 1 - ratios[^1], $"{instance.Name}, w from the model's own surprise, k={size}");
            }
        }

        context.Report(0.95);
        return ratios;
    }

    private static IEnumerable<(string Masking, AdaptiveMasks Masks)> MaskingsOf(Instance instance, RandomStream random)
    {
        var everything = instance.Space.Everything;
        yield return (
            "random w", AdaptiveMasks.From(instance.Space, [.. Enumerable.Range(1, everything)], (_, _) => Exponential.Sample(random, 1)));
        for (var size = 1; size <= instance.Length; size += 2)
        {
            yield return ($"surprising positions, k={size}", AdaptiveMasks.Surprising(instance.Truth, size));
        }

        // One of two masks, with probabilities that depend on the first symbol. No position is always visible.
        int[] pair = [everything, everything & ~1];
        yield return (
            "by the first symbol", AdaptiveMasks.From(instance.Space, pair, (m, x) => m == 0 ? 1 : 1 + instance.Space.Symbol(x, 0)));
    }
}
