using Gmlm.Theory.Chains;

namespace Gmlm.Reproduce.Claims.Inequalities;

/// <summary>Larger blocks mix faster.</summary>
public sealed class GapMonotone : ClaimExperiment
{
    public override Claim Claim => new(
        "gap-monotone", "B05", "Larger blocks, larger gap", Origin.Literature,
        Source: "conditional variances grow as less is given; a uniform block of size k is a uniform part of one of size k + 1",
        Wording: "$\"gap\"_k <= \"gap\"_(k+1)$ for $1 <= k < N$, and $\"gap\"_N = 1$.",
        Method: "Every gap by eigen-decomposition; Ising up to $N = 8$, Potts ($q = 3$) and random tables, some with states of "
            + "probability $10^(-12)$.",
        ControlMethod: "Masks of sizes $2, ..., N - 1$ that contain the last position count a hundredth of the others: such a "
            + "block is no longer made of uniform smaller ones.");

    public override ExperimentResult Execute(ExperimentContext context)
    {
        var check = Compare(context, MaskDistribution.UniformOfSize);
        context.Report(0.5);
        var control = Compare(context, Skewed);
        return Decide(context, check.Outcome(), control.Outcome(),
            [.. ChainGrid.Cliques(ChainGrid.Couplings).Select(entry => Metric.Computed($"gap.{entry.Name}", entry.Chain.SpectralGap)
                .On("gap", entry.Label, entry.Size))]);
    }

    private static MarginLedger Compare(ExperimentContext context, Func<int, int, MaskDistribution> masksOf)
    {
        var ledger = new MarginLedger(1e-12, "rounding of the eigen-decomposition; gaps lie in [0, 1]");
        foreach (var instance in Instances.Distributions(context, zeros: false).Concat(Instances.Long(context)))
        {
            double[] gaps =
            [
                .. Enumerable.Range(1, instance.Length)
                    .Select(size => new BlockDynamics(instance.Truth, masksOf(instance.Length, size)).SpectralGap),
            ];
            for (var size = 1; size < instance.Length; size++)
            {
                ledger.AtMost(gaps[size - 1], gaps[size], $"{instance.Name}, k={size}");
            }

            ledger.Equal(gaps[^1], 1, $"{instance.Name}, k=N");
            context.Cancellation.ThrowIfCancellationRequested();
        }

        return ledger;
    }

    private static MaskDistribution Skewed(int length, int size) => size == 1 ? MaskDistribution.UniformOfSize(length, 1)
        : MaskDistribution.From(
            length, MaskDistribution.UniformOfSize(length, size).Masks.Select(mask => (mask, mask >> (length - 1) != 0 ? 0.01 : 1)));
}
