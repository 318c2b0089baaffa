using Gmlm.Theory.Chains;
using MathNet.Numerics.LinearAlgebra;

namespace Gmlm.Reproduce.Claims.Inequalities;

/// <summary>The spectral gap bounds the mixing time.</summary>
public sealed class MixingFromGap : ClaimExperiment
{
    private const int Doublings = 12;

    public override Claim Claim => new(
        "mixing-from-gap", "B08", "The gap bounds the distance from stationarity", Origin.Literature,
        Source: "Diaconis and Stroock 1991; Levin, Peres and Wilmer 2009",
        Wording: "$norm(P^t (x, dot) - p)_\"TV\" <= 1/2 sqrt(1 \\/ p(x)) (1 - \"gap\")^t$ for a lazy or positive semidefinite "
            + "reversible $P$, every $x$ and $t$.",
        Method: "$P^t$ for $t = 0, 1, 2, 4, ..., 2^11$ by squaring, every starting state; Ising, Potts ($q = 3$) and random "
            + "tables, masks of every size. Reported: the steps from the worst state to a distance of $1 \\/ 4$, and the "
            + "bound's, on the clique with $N = 4$.",
        ControlMethod: "The walk that flips a random one of three fair coins at every step, $2 P - 1$ for one-position blocks: "
            + "reversible with $\"gap\" = 2 \\/ 3$, but periodic, neither lazy nor semidefinite.");

    public override ExperimentResult Execute(ExperimentContext context)
    {
        MarginLedger Ledger() => new(1e-10, "the rows of a power drift by a few roundings at every one of the 2¹¹ steps");
        MarginLedger check = Ledger(), control = Ledger();
        foreach (var (name, chain) in ChainGrid.All(context))
        {
            Compare(check, name, chain.Stationary, chain.Kernel(), chain.SpectralGap);
            context.Cancellation.ThrowIfCancellationRequested();
        }

        context.Report(0.9);
        var coins = new BlockDynamics(Ising.Clique(3, 1, 0, 0).Distribution(), MaskDistribution.UniformOfSize(3, 1));
        Compare(
            control,
            "flipping coins",
            coins.Stationary,
            (2 * coins.Kernel()) - Matrix<double>.Build.DenseIdentity(8),
            2 * coins.SpectralGap);
        return Decide(context, check.Outcome(), control.Outcome(),
            [.. ChainGrid.Cliques([0.05, 0.3, 1]).Where(entry => entry.Size < 4).SelectMany(entry => Times(entry.Name, entry.Chain))]);
    }

    private static void Compare(MarginLedger ledger, string name, FiniteDistribution p, Matrix<double> kernel, double gap)
    {
        var power = Matrix<double>.Build.DenseIdentity(p.Space.Count);
        double steps = 0;
        for (var doubling = 0; doubling <= Doublings; doubling++)
        {
            for (var x = 0; x < p.Space.Count; x++)
            {
                var bound = Math.Sqrt(1 / p[x]) * Math.Pow(1 - gap, steps) / 2;
                ledger.AtMost(Distance(power, p, x), bound, FormattableString.Invariant($"{name}, t={steps}, x={x}"));
            }

            (power, steps) = steps == 0 ? (kernel, 1) : (power * power, 2 * steps);
        }
    }

    private static double Distance(Matrix<double> power, FiniteDistribution p, int from)
    {
        double sum = 0;
        for (var y = 0; y < p.Space.Count; y++)
        {
            sum += Math.Abs(power[from, y] - p[y]);
        }

        return sum / 2;
    }

    private static Metric[] Times(string name, BlockDynamics chain)
    {
        var (p, kernel) = (chain.Stationary, chain.Kernel());
        var power = kernel;
        var steps = 1;
        for (; Enumerable.Range(0, p.Space.Count).Max(x => Distance(power, p, x)) > 0.25; steps++)
        {
            power *= kernel;
        }

        var worst = p.Probabilities.ToArray().Min();
        return
        [
            Metric.Computed($"mixing-time.{name}", steps, "steps"),
            Metric.Computed(
                $"mixing-time.bound.{name}", Math.Ceiling(Math.Log(2 * Math.Sqrt(1 / worst)) / -Math.Log(1 - chain.SpectralGap)), "steps"),
        ];
    }
}
