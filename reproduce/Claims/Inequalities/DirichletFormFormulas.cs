using Gmlm.Theory.Chains;
using Gmlm.Theory.Inequalities;
using MathNet.Numerics.LinearAlgebra;

namespace Gmlm.Reproduce.Claims.Inequalities;

/// <summary>Three formulas for one quadratic form.</summary>
public sealed class DirichletFormFormulas : ClaimExperiment
{
    public override Claim Claim => new(
        "dirichlet-form", "B01", "The Dirichlet form of block dynamics", Origin.Paper,
        Source: "Definition 4",
        Wording: "For $P$ reversible with the stationary distribution $p$, "
            + "$cal(E)(f, f) = ⟨f, (I - P) f⟩_p = 1/2 sum_(x, y) p(x) P(x, y) (f(x) - f(y))^2$, and for block dynamics this "
            + "is $bb(E)_(K tilde p_K) bb(E) op(\"Var\")_p (f | X_(-K))$.",
        Method: "The three formulas, each by its own sum, for functions of variance 1: normal ones, indicators, smoothed ones, "
            + "the slow eigenfunction; Ising, Potts ($q = 3$) and random tables, masks of every size and independent masks.",
        ControlMethod: "$P$ draws the masked tokens independently of each other given $x_(-K)$: then $p$ is not stationary, "
            + "and the three formulas differ.") { IsImplementation = true };

    public override ExperimentResult Execute(ExperimentContext context) => Decide(
        context,
        () => Compare(context, chain => chain.Kernel()),
        () => Compare(context, chain => TokenwiseDynamics.Kernel(chain.Stationary, chain.Masks)));

    private static MarginParts Compare(ExperimentContext context, Func<BlockDynamics, Matrix<double>> kernelOf)
    {
        var parts = new MarginParts(1e-12, "relative; rounding of sums over at most a few thousand pairs, the forms lie in [0, 1]");
        var random = context.Stream("dirichlet-form");
        foreach (var (name, chain) in ChainGrid.All(context))
        {
            var kernel = kernelOf(chain);
            foreach (var (kind, f) in ChainGrid.Functions(chain, random))
            {
                var inner = DirichletForm.Inner(chain.Stationary, kernel, f);
                parts.Equal("pairs", inner, DirichletForm.Pairs(chain.Stationary, kernel, f), $"{name}, {kind}");
                parts.Equal("blocks", inner, chain.DirichletForm(f), $"{name}, {kind}");
            }

            context.Cancellation.ThrowIfCancellationRequested();
        }

        return parts;
    }
}
