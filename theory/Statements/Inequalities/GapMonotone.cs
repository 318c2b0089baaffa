using Gmlm.Theory.Chains;
using Gmlm.Theory.Distributions;

namespace Gmlm.Theory.Statements.Inequalities;

/// <summary>Larger blocks mix faster.</summary>
public sealed class GapMonotone : Statement
{
    /// <inheritdoc/>
    public override string Id => "gap-monotone";

    /// <inheritdoc/>
    public override string Title => "Larger blocks, larger gap";

    /// <inheritdoc/>
    public override string Order => "B05";

    /// <inheritdoc/>
    public override Origin Origin => Origin.Literature;

    /// <inheritdoc/>
    public override string Source => "conditional variances grow as less is given; a uniform block of size k is a uniform part of one of size k + 1";

    /// <inheritdoc/>
    public override string Wording => "$\"gap\"_k <= \"gap\"_(k+1)$ for $1 <= k < N$, and $\"gap\"_N = 1$.";

    /// <inheritdoc/>
    public override string Method => "Every gap by eigen-decomposition; Ising, Potts ($q = 3$) and random tables.";

    /// <inheritdoc/>
    public override string ControlMethod =>
        "Masks of sizes $2, ..., N - 1$ that contain the last position count a hundredth of the others: such a block is no longer made of uniform smaller ones.";

    /// <inheritdoc/>
    public override StatementReport Check(StatementScope scope)
    {
        var check = Compare(scope, MaskDistribution.UniformOfSize);
        scope.Report(0.5);
        var control = Compare(scope, Skewed);
        return new StatementReport(check.Outcome(), control.Outcome(),
            [.. ChainGrid.Cliques(ChainGrid.Couplings).Select(entry => new Quantity($"gap.{entry.Name}", entry.Chain.SpectralGap))]);
    }

    private static MarginLedger Compare(StatementScope scope, Func<int, int, MaskDistribution> masksOf)
    {
        var ledger = new MarginLedger(1e-12, "rounding of the eigen-decomposition; gaps lie in [0, 1]");
        foreach (var instance in Instances.All(scope))
        {
            double[] gaps = [.. Enumerable.Range(1, instance.Length).Select(size => new BlockDynamics(instance.Truth, masksOf(instance.Length, size)).SpectralGap)];
            for (var size = 1; size < instance.Length; size++)
            {
                ledger.AtMost(gaps[size - 1], gaps[size], $"{instance.Name}, k={size}");
            }

            ledger.Equal(gaps[^1], 1, $"{instance.Name}, k=N");
            scope.Cancellation.ThrowIfCancellationRequested();
        }

        return ledger;
    }

    private static MaskDistribution Skewed(int length, int size) => size == 1 ? MaskDistribution.UniformOfSize(length, 1)
        : MaskDistribution.From(length, MaskDistribution.UniformOfSize(length, size).Masks.Select(mask => (mask, mask >> (length - 1) != 0 ? 0.01 : 1)));
}
