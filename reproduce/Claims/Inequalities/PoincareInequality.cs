using Gmlm.Theory.Chains;
using MathNet.Numerics.Distributions;

namespace Gmlm.Reproduce.Claims.Inequalities;

/// <summary>The Poincaré inequality, with the least constant that it can have.</summary>
public sealed class PoincareInequality : ClaimExperiment
{
    public override Claim Claim => new(
        "poincare", "B02", "The Poincaré inequality", Origin.Paper,
        Source: "Definition 5",
        Wording: "$op(\"Var\")_p (f) <= C_P thin cal(E)(f, f)$ for every $f$; the least such constant is $C_P = 1 \\/ "
            + "\"gap\"$, with $\"gap\" = 1 - lambda_2 (P)$.",
        Method: "The gap by eigen-decomposition (dense on small spaces, Lanczos with the constants taken out on $2^10$ to "
            + "$2^12$ states); then functions of variance 1, random and adversarial: indicators, random ones smoothed by the "
            + "chain towards the slow mode, the slow eigenfunction and its sign. The margin is $cal(E)(f, f) - 1 \\/ C_P$. "
            + "Ising, Potts ($q = 3$), random tables; masks of every size and independent masks.",
        ControlMethod: "$0.99 thin C_P$ in the place of $C_P$: the slow eigenfunction breaks the inequality.") { IsImplementation = true };

    public override ExperimentResult Execute(ExperimentContext context)
    {
        var large = Large(context);
        var check = Compare(context, large, 1);
        context.Report(0.6);
        var control = Compare(context, large, 0.99);
        return Decide(context, check.Outcome(), control.Outcome(),
        [
            .. ChainGrid.Cliques(ChainGrid.Couplings)
                .Select(entry => Metric.Computed($"poincare.{entry.Name}", entry.Chain.PoincareConstant)),
            Metric.Computed($"gap.n{large.Chain.Masks.Length}.k2", large.Chain.SpectralGap),
            Metric.Shown($"gap.n{large.Chain.Masks.Length}.k2.residual", large.Chain.GapResolution),
        ]);
    }

    private static MarginLedger Compare(ExperimentContext context, (string Name, BlockDynamics Chain) large, double factor)
    {
        var ledger = new MarginLedger(1e-12, "rounding of the form, which lies in [0, 1]");
        var random = context.Stream("poincare");
        foreach (var (name, chain) in ChainGrid.All(context).Append(large))
        {
            foreach (var (kind, f) in ChainGrid.Functions(chain, random))
            {
                ledger.AtMost(1 / (factor * chain.PoincareConstant), chain.DirichletForm(f), $"{name}, {kind}");
            }

            context.Cancellation.ThrowIfCancellationRequested();
        }

        return ledger;
    }

    /// <summary>A full Ising model that only the matrix-free way can take.</summary>
    private static (string Name, BlockDynamics Chain) Large(ExperimentContext context)
    {
        var length = context.Pick(10, 12, 12);
        var random = context.Stream("poincare/large");
        var couplings = new double[length, length];
        for (var i = 0; i < length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                couplings[i, j] = couplings[j, i] = 0.7 * Normal.Sample(random, 0, 1) / Math.Sqrt(length);
            }
        }

        var model = new Ising([.. Enumerable.Range(0, length).Select(_ => 0.3 * Normal.Sample(random, 0, 1))], couplings);
        return (
            string.Create(CultureInfo.InvariantCulture, $"Ising N={length} strength=0.7, k=2"),
            new BlockDynamics(model.Distribution(), MaskDistribution.UniformOfSize(length, 2)));
    }
}
