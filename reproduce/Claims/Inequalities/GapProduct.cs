using Gmlm.Theory.Chains;

namespace Gmlm.Reproduce.Claims.Inequalities;

/// <summary>The gap of independent positions: how often a position is masked.</summary>
public sealed class GapProduct : ClaimExperiment
{
    public override Claim Claim => new(
        "gap-product", "B04", "The gap of a product distribution", Origin.Literature,
        Source: "the Efron–Stein decomposition diagonalises block dynamics (Efron and Stein 1981)",
        Wording: "If $p$ is a product distribution, then $\"gap\"_k = k \\/ N$.",
        Method: "Products of random marginals from even to peaked, $q = 2, 3$ (and 4 at full effort), every $k$, by "
            + "eigen-decomposition; and one of $2^10$ or more states, matrix-free.",
        ControlMethod: "The cliques with $N = 4$, $J = 0.05$ and $0.3$, which are not products.");

    public override ExperimentResult Execute(ExperimentContext context)
    {
        var random = context.Stream("gap-product/large");
        var length = context.Pick(10, 12, 14);
        var biases = Enumerable.Range(0, length).Select(_ => 2 * (random.NextUniform() - 0.5)).ToArray();
        var large = new Ising(biases, new double[length, length]).Distribution();
        var check = Compare([.. ChainGrid.Products(context, "gap-product"), ($"product q=2 N={length}", large)]);
        context.Report(0.9);
        var control = Compare([.. Instances.Cliques().Select(instance => (instance.Name, instance.Truth))]);
        return Decide(context, check.Outcome(), control.Outcome());
    }

    private static MarginLedger Compare(IReadOnlyList<(string Name, FiniteDistribution P)> cases)
    {
        var ledger = new MarginLedger(1e-10, "the eigen-decomposition's rounding; the matrix-free way stops at a residual of 1e-10");
        foreach (var (name, p) in cases)
        {
            var length = p.Space.Length;
            for (var size = 1; size <= length; size++)
            {
                ledger.Equal(
                    new BlockDynamics(p, MaskDistribution.UniformOfSize(length, size)).SpectralGap,
                    (double)size / length,
                    $"{name}, k={size}");
            }
        }

        return ledger;
    }
}
