using Gmlm.Theory.Chains;
using Gmlm.Theory.Information;
using Gmlm.Theory.LinearAlgebra;

namespace Gmlm.Reproduce.Claims.Efficiency;

/// <summary>Fast mixing means efficient learning: the Poincaré constant of block dynamics bounds the price of pseudolikelihood.</summary>
public sealed class PoincareVariance : ClaimExperiment
{
    public override Claim Claim => new(
        "poincare-variance", "A12", "A Poincaré inequality bounds the asymptotic variance", Origin.Reconstructed,
        Source: "asymptotic variance under a Poincaré inequality, our wording",
        Wording: "If $p = p_(theta^*)$, then $Gamma_\"PL\" prec.eq C_P I^(-1)$, with $C_P$ the Poincaré constant of the block "
            + "dynamics of $p$ with the same mask distribution $p_K$.",
        Method: "$Gamma$, $I = L L^T$ and $C_P = 1 \\/ \"gap\"$ by enumeration and dense eigen-decomposition, in coordinates "
            + "where $I$ is $1$ up to rounding; the margin is the least eigenvalue of $1 - L^T Gamma L \\/ C_P$ times the gap, "
            + "a unit in which rounding does not grow with $C_P$. The tightness reported is the largest eigenvalue of $L^T "
            + "Gamma L \\/ C_P$, at most 1; it is given for the two cliques of Figures 1 and 2.",
        ControlMethod: "$0.9 thin C_P$ in the place of $C_P$ on a tight instance: $N = 4$, one clique, $J = 0.05$, $h = 0$, $k "
            + "= 1$.");

    public override ExperimentResult Execute(ExperimentContext context)
    {
        const string Reason = "rounding of the inverse, in units of the gap";
        MarginLedger check = new(1e-10, Reason), control = new(1e-10, Reason);
        var instances = Instances.All(context).Select(FisherCoordinates.Of).ToArray();
        foreach (var (i, instance) in instances.Index())
        {
            foreach (var (name, masks) in MaskGrid.For(instance.Length))
            {
                check.Add(Margin(instance, masks, 1), $"{instance.Name}, {name}");
            }

            context.Report((i + 1.0) / instances.Length);
        }

        var clique = Instances.Cliques()[0];
        control.Add(Margin(clique, MaskDistribution.UniformOfSize(4, 1), 0.9), $"{clique.Name}, k=1, 0.9 of the constant");
        return Decide(context, check.Outcome(), control.Outcome(),
            [.. from entry in new[] { ("", clique), ("strong.", Instances.Cliques()[1]) }
                from size in Enumerable.Range(1, 4)
                select Metric.Computed(
                    $"{entry.Item1}tightness.k{size}", Tightness(entry.Item2, MaskDistribution.UniformOfSize(4, size)).Ratio)]);
    }

    /// <summary>The least eigenvalue of 1 − Lᵀ Γ L / (<paramref name="factor"/> · C_P), times the gap.</summary>
    private static double Margin(Instance instance, MaskDistribution masks, double factor)
    {
        var (ratio, gap) = Tightness(instance, masks);
        return (1 - (ratio / factor)) * gap;
    }

    /// <summary>The largest eigenvalue of Lᵀ Γ L / C_P, and 1/C_P.</summary>
    private static (double Ratio, double Gap) Tightness(Instance instance, MaskDistribution masks)
    {
        var covariance = PseudolikelihoodInformation.At(instance.Family, instance.Parameters, instance.Truth, masks).Sandwich;
        var root = FisherInformation.Of(instance.Family, instance.Truth).Cholesky().Factor;
        var gap = new BlockDynamics(instance.Truth, masks).SpectralGap;
        return (Loewner.Eigenvalues(root.TransposeThisAndMultiply(covariance) * root)[^1] * gap, gap);
    }
}
