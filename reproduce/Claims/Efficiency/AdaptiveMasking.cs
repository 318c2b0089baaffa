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
        Wording: "Let $K tilde w(dot | x)$ and train $p_theta (x_K | x_(-K), K) prop p_theta (x) thin w(K | x)$. At $p = "
            + "p_(theta^*)$: $H = G$; the adaptive block dynamics, which draws $K tilde w(dot | x)$ and then $x_K$ from that "
            + "conditional, is reversible for $p$; and $Gamma prec.eq C_P I^(-1)$ with the Poincaré constant of that dynamics.",
        Method: "By enumeration, in coordinates where $I$ is $1$ up to rounding, for three ways to mask: random positive $w$; "
            + "masks that prefer positions the model finds surprising, $w prop product_(i in K) p(x_i | x_(-i))^(-1)$ over "
            + "masks of one size; and masks that follow the first symbol. Parts: detailed balance $p(x) P(x, y) = p(y) P(y, "
            + "x)$; $norm(H - G)$; the least eigenvalue of $1 - L^T Gamma L \\/ C_P$.",
        ControlMethod: "$w$ dropped from the conditional: $x_K$ is drawn, and predicted, by $p(x_K | x_(-K))$ while masks "
            + "still depend on $x$.");

    public override ExperimentResult Execute(ExperimentContext context) =>
        Decide(context, () => Compare(context, tilted: true), () => Compare(context, tilted: false));

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
