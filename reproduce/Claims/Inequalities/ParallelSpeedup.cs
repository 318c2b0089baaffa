namespace Gmlm.Reproduce.Claims.Inequalities;

/// <summary>Resampling k positions jointly is at least k times as good as resampling one.</summary>
public sealed class ParallelSpeedup : ClaimExperiment
{
    public override Claim Claim => new(
        "parallel-speedup", "B06", "Blocks of k mix k times faster", Origin.Literature,
        Source: "Lee 2023, k-Glauber dynamics",
        Wording: "$\"gap\"_k >= k dot \"gap\"_1$ for $1 <= k <= N$.",
        Method: "Every gap by eigen-decomposition; Ising, Potts ($q = 3$), random tables, and products, where equality holds. "
            + "The speedup reported is $\"gap\"_k \\/ (k thin \"gap\"_1)$ on the clique with $N = 4$.",
        ControlMethod: "The inequality with $1.01 thin k$ in the place of $k$: products break it.");

    public override ExperimentResult Execute(ExperimentContext context)
    {
        (string, double[])[] gaps =
        [
            .. Instances.Distributions(context, zeros: false)
                .Concat(Instances.Long(context))
                .Select(instance => (instance.Name, ChainGrid.Gaps(instance.Truth))),
            .. ChainGrid.Products(context, "parallel-speedup").Select(product => (product.Name, ChainGrid.Gaps(product.P))),
        ];
        context.Report(0.9);
        return Decide(context, Compare(gaps, 1).Outcome(), Compare(gaps, 1.01).Outcome(),
            [.. ChainGrid.Couplings.SelectMany(Speedups)]);
    }

    private static IEnumerable<Metric> Speedups(double coupling)
    {
        var gaps = ChainGrid.Gaps(Ising.Clique(4, 4, coupling, 0).Distribution());
        return gaps.Select(
            (gap, i) => Metric.Computed(FormattableString.Invariant($"speedup.j{coupling}.k{i + 1}"), gap / ((i + 1) * gaps[0])));
    }

    private static MarginLedger Compare(IEnumerable<(string Name, double[] Gaps)> cases, double factor)
    {
        var ledger = new MarginLedger(1e-12, "rounding of the eigen-decomposition; gaps lie in [0, 1]");
        foreach (var (name, gaps) in cases)
        {
            for (var size = 2; size <= gaps.Length; size++)
            {
                ledger.AtMost(factor * size * gaps[0], gaps[size - 1], $"{name}, k={size}");
            }
        }

        return ledger;
    }
}
