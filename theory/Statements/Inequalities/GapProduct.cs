using Gmlm.Theory.Chains;
using Gmlm.Theory.Distributions;

namespace Gmlm.Theory.Statements.Inequalities;

/// <summary>The gap of independent positions: how often a position is masked.</summary>
public sealed class GapProduct : Statement
{
    /// <inheritdoc/>
    public override string Id => "gap-product";

    /// <inheritdoc/>
    public override string Title => "The gap of a product distribution";

    /// <inheritdoc/>
    public override string Order => "B04";

    /// <inheritdoc/>
    public override Origin Origin => Origin.Literature;

    /// <inheritdoc/>
    public override string Source => "the Efron–Stein decomposition diagonalises block dynamics (Efron and Stein 1981)";

    /// <inheritdoc/>
    public override string Wording => "If $p$ is a product distribution, then $\"gap\"_k = k \\/ N$.";

    /// <inheritdoc/>
    public override string Method =>
        "Products of random marginals from even to peaked, $q = 2, 3$ (and 4 at full effort), every $k$, by eigen-decomposition; and one of $2^10$ or more states, matrix-free.";

    /// <inheritdoc/>
    public override string ControlMethod => "The cliques with $N = 4$, $J = 0.05$ and $0.3$, which are not products.";

    /// <inheritdoc/>
    public override StatementReport Check(StatementScope scope)
    {
        var random = scope.Stream("gap-product/large");
        var length = scope.Pick(10, 12, 14);
        var biases = Enumerable.Range(0, length).Select(_ => 2 * (random.NextUniform() - 0.5)).ToArray();
        var large = new Ising(biases, new double[length, length]).Distribution();
        var check = Compare([.. ChainGrid.Products(scope, "gap-product"), ($"product q=2 N={length}", large)]);
        scope.Report(0.9);
        var control = Compare([.. Instances.Cliques().Select(instance => (instance.Name, instance.Truth))]);
        return new StatementReport(check.Outcome(), control.Outcome(), []);
    }

    private static MarginLedger Compare(IReadOnlyList<(string Name, FiniteDistribution P)> cases)
    {
        var ledger = new MarginLedger(1e-10, "the eigen-decomposition's rounding; the matrix-free way stops at a residual of 1e-10");
        foreach (var (name, p) in cases)
        {
            var length = p.Space.Length;
            for (var size = 1; size <= length; size++)
            {
                ledger.Equal(new BlockDynamics(p, MaskDistribution.UniformOfSize(length, size)).SpectralGap, (double)size / length, $"{name}, k={size}");
            }
        }

        return ledger;
    }
}
