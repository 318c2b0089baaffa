using Gmlm.Theory.Chains;
using Gmlm.Theory.Inequalities;

using MathNet.Numerics.LinearAlgebra;

namespace Gmlm.Theory.Statements.Inequalities;

/// <summary>Three formulas for one quadratic form.</summary>
public sealed class DirichletFormFormulas : Statement
{
    /// <inheritdoc/>
    public override string Id => "dirichlet-form";

    /// <inheritdoc/>
    public override string Title => "The Dirichlet form of block dynamics";

    /// <inheritdoc/>
    public override string Order => "B01";

    /// <inheritdoc/>
    public override Origin Origin => Origin.Paper;

    /// <inheritdoc/>
    public override string Source => "Definition 4";

    /// <inheritdoc/>
    public override string Wording =>
        "$cal(E)(f, f) = ⟨f, (I - P) f⟩_p = 1/2 sum_(x, y) p(x) P(x, y) (f(x) - f(y))^2$, "
        + "and for block dynamics this is $bb(E)_(K tilde p_K) bb(E) op(\"Var\")_p (f | X_(-K))$.";

    /// <inheritdoc/>
    public override string Method =>
        "The three formulas, each by its own sum, for functions of variance 1: normal ones, indicators, smoothed ones, the slow eigenfunction; "
        + "Ising, Potts ($q = 3$) and random tables, masks of every size and independent masks.";

    /// <inheritdoc/>
    public override string ControlMethod =>
        "$P$ draws the masked tokens independently of each other given $x_(-K)$: then $p$ is not stationary, and the three formulas differ.";

    /// <inheritdoc/>
    public override StatementReport Check(StatementScope scope)
    {
        var check = Compare(scope, chain => chain.Kernel());
        scope.Report(0.5);
        var control = Compare(scope, chain => TokenwiseDynamics.Kernel(chain.Stationary, chain.Masks));
        return new StatementReport(check.Outcome(), control.Outcome(), check.Quantities());
    }

    private static MarginParts Compare(StatementScope scope, Func<BlockDynamics, Matrix<double>> kernelOf)
    {
        var parts = new MarginParts(1e-12, "relative; rounding of sums over at most a few thousand pairs, the forms lie in [0, 1]");
        var random = scope.Stream("dirichlet-form");
        foreach (var (name, chain) in ChainGrid.All(scope))
        {
            var kernel = kernelOf(chain);
            foreach (var (kind, f) in ChainGrid.Functions(chain, random))
            {
                var inner = DirichletForm.Inner(chain.Stationary, kernel, f);
                parts.Equal("pairs", inner, DirichletForm.Pairs(chain.Stationary, kernel, f), $"{name}, {kind}");
                parts.Equal("blocks", inner, chain.DirichletForm(f), $"{name}, {kind}");
            }

            scope.Cancellation.ThrowIfCancellationRequested();
        }

        return parts;
    }
}
