using System.Globalization;

using Gmlm.Theory.Chains;
using Gmlm.Theory.Distributions;

using MathNet.Numerics.Distributions;

namespace Gmlm.Theory.Statements.Inequalities;

/// <summary>The Poincaré inequality, with the least constant that it can have.</summary>
public sealed class PoincareInequality : Statement
{
    /// <inheritdoc/>
    public override string Id => "poincare";

    /// <inheritdoc/>
    public override string Title => "The Poincaré inequality";

    /// <inheritdoc/>
    public override string Order => "B02";

    /// <inheritdoc/>
    public override Origin Origin => Origin.Paper;

    /// <inheritdoc/>
    public override string Source => "Definition 5";

    /// <inheritdoc/>
    public override string Wording =>
        "$op(\"Var\")_p (f) <= C_P thin cal(E)(f, f)$ for every $f$; the least such constant is $C_P = 1 \\/ \"gap\"$, with $\"gap\" = 1 - lambda_2 (P)$.";

    /// <inheritdoc/>
    public override string Method =>
        "The gap by eigen-decomposition (dense on small spaces, Lanczos with the constants taken out on $2^10$ to $2^12$ states); then functions of variance 1, random and adversarial: "
        + "indicators, random ones smoothed by the chain towards the slow mode, the slow eigenfunction and its sign. The margin is $cal(E)(f, f) - 1 \\/ C_P$. "
        + "Ising, Potts ($q = 3$), random tables; masks of every size and independent masks.";

    /// <inheritdoc/>
    public override string ControlMethod => "$0.99 thin C_P$ in the place of $C_P$: the slow eigenfunction breaks the inequality.";

    /// <inheritdoc/>
    public override StatementReport Check(StatementScope scope)
    {
        var large = Large(scope);
        var check = Compare(scope, large, 1);
        scope.Report(0.6);
        var control = Compare(scope, large, 0.99);
        return new StatementReport(check.Outcome(), control.Outcome(),
        [
            .. ChainGrid.Cliques(ChainGrid.Couplings).Select(entry => new Quantity($"poincare.{entry.Name}", entry.Chain.PoincareConstant)),
            new Quantity($"gap.n{large.Chain.Masks.Length}.k2", large.Chain.SpectralGap),
            new Quantity($"gap.n{large.Chain.Masks.Length}.k2.residual", large.Chain.GapResolution, RelativeTolerance: null),
        ]);
    }

    private static MarginLedger Compare(StatementScope scope, (string Name, BlockDynamics Chain) large, double factor)
    {
        var ledger = new MarginLedger(1e-12, "rounding of the form, which lies in [0, 1]");
        var random = scope.Stream("poincare");
        foreach (var (name, chain) in ChainGrid.All(scope).Append(large))
        {
            foreach (var (kind, f) in ChainGrid.Functions(chain, random))
            {
                ledger.AtMost(1 / (factor * chain.PoincareConstant), chain.DirichletForm(f), $"{name}, {kind}");
            }

            scope.Cancellation.ThrowIfCancellationRequested();
        }

        return ledger;
    }

    /// <summary>A full Ising model that only the matrix-free way can take.</summary>
    private static (string Name, BlockDynamics Chain) Large(StatementScope scope)
    {
        var length = scope.Pick(10, 12, 12);
        var random = scope.Stream("poincare/large");
        var couplings = new double[length, length];
        for (var i = 0; i < length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                couplings[i, j] = couplings[j, i] = 0.7 * Normal.Sample(random, 0, 1) / Math.Sqrt(length);
            }
        }

        var model = new Ising([.. Enumerable.Range(0, length).Select(_ => 0.3 * Normal.Sample(random, 0, 1))], couplings);
        return (string.Create(CultureInfo.InvariantCulture, $"Ising N={length} strength=0.7, k=2"), new BlockDynamics(model.Distribution(), MaskDistribution.UniformOfSize(length, 2)));
    }
}
