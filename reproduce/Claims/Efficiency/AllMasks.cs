using Gmlm.Theory.Information;
using Gmlm.Theory.LinearAlgebra;

namespace Gmlm.Reproduce.Claims.Efficiency;

/// <summary>What an estimator that uses every mask of each sample has left to gain from larger masks.</summary>
public sealed class AllMasks : ClaimExperiment
{
    public override Claim Claim => new(
        "all-masks", "A15", "The price of masking less is largely the price of drawing one mask", Origin.Beyond,
        Source: "our statement",
        Wording: "Let an estimator use all masks of size $k$ of each sample, with the covariance $Gamma_\"avg\"$. For pairwise Ising "
            + "models with $N - k <= 2$ it is $I^(-1)$: there the price of masking less vanishes. In general the order of Theorem 1 "
            + "fails for this estimator: $Gamma_\"avg\" (k = 1) succ.eq Gamma_\"avg\" (k = 2)$ is false for a clique of $N = 5$, $J = "
            + "0.5$, $h = 1$, where with one mask a sample it holds.",
        Method: "The sandwich with the averaged scores against the inverse Fisher information, relative to its norm, on Ising models with "
            + "random fields and couplings; the least eigenvalue of the difference, relative to its norm. `trace…k…` are both traces for "
            + "Figure 1's clique.",
        ControlMethod: "$N - k = 3$ in the place of 2; and one mask a sample, which keeps the order.");

    public override ExperimentResult Execute(ExperimentContext context)
    {
        var (check, control) = (Parts(), Parts());
        foreach (var instance in Instances.IsingModels(context).Where(instance => instance.Length >= 3))
        {
            for (var size = Math.Max(1, instance.Length - 3); size <= instance.Length; size++)
            {
                var side = instance.Length - size <= 2 ? check : control;
                side.Equal("bound", 0, FromBound(instance, size), $"{instance.Name}, k = {size}");
            }

            context.Report(0.5);
        }

        var clique = Ising.Clique(5, 5, 0.5, 1);
        var at = Enumerable.Range(1, 2).Select(size => At(Ising.Family(5), clique.Parameters(), clique.Distribution(), size)).ToArray();
        double Least(Func<PseudolikelihoodInformation, MathNet.Numerics.LinearAlgebra.Matrix<double>> covariance)
        {
            var difference = covariance(at[0]) - covariance(at[1]);
            return Loewner.LeastEigenvalue(difference) / Loewner.Norm(difference);
        }

        // The claim is that an order fails: the eigenvalue is negative, well beyond rounding.
        check.AtMost("order-fails", Least(each => each.AveragedSandwich), -1e-4, "clique of 5, k = 1 and 2, all masks");
        control.AtMost("order-fails", Least(each => each.Sandwich), -1e-4, "clique of 5, k = 1 and 2, one mask");
        return Decide(
            context,
            check.Outcome(),
            control.Outcome(),
            [
                .. Traces(),
                Metric.Computed(
                    "least-eigenvalue.all-masks", Loewner.LeastEigenvalue(at[0].AveragedSandwich - at[1].AveragedSandwich)),
                .. check.Metrics(),
            ]);
    }

    private static IEnumerable<Metric> Traces()
    {
        var model = Ising.Clique(4, 4, 0.05, 0);
        for (var size = 1; size <= 4; size++)
        {
            var information = At(Ising.Family(4), model.Parameters(), model.Distribution(), size);
            yield return Metric.Computed($"trace.one-mask.k{size}", information.Sandwich.Trace());
            yield return Metric.Computed($"trace.all-masks.k{size}", information.AveragedSandwich.Trace());
        }
    }

    // ‖Γ_avg − I⁻¹‖ / ‖I⁻¹‖.
    private static double FromBound(Instance instance, int size)
    {
        var covariance = At(instance.Family, instance.Parameters, instance.Truth, size).AveragedSandwich;
        var bound = Loewner.Inverse(FisherInformation.Of(instance.Family, instance.Truth));
        return Loewner.Norm(covariance - bound) / Loewner.Norm(bound);
    }

    private static PseudolikelihoodInformation At(ExponentialFamily family, double[] parameters, FiniteDistribution truth, int size) =>
        PseudolikelihoodInformation.At(family, parameters, truth, MaskDistribution.UniformOfSize(truth.Space.Length, size));

    private static MarginParts Parts() => new(1e-7, "rounding of inverses of matrices whose condition is up to 10⁶");
}
