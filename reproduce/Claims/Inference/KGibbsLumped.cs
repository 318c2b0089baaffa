using Gmlm.Theory.Chains;
using MathNet.Numerics.LinearAlgebra;

namespace Gmlm.Reproduce.Claims.Inference;

/// <summary>The symmetry of the clique, by which exact times are computed for sequences that cannot be enumerated.</summary>
public sealed class KGibbsLumped : ClaimExperiment
{
    private const int Budget = 200;

    public override Claim Claim => new(
        "k-gibbs-lumped", "D08", "The number of +1 spins is a Markov chain", Origin.Beyond,
        Source: "lumpability of k-Gibbs under the clique's symmetry",
        Wording: "Under $k$-Gibbs of a clique with one $J$ and one $h$, the other spins not being coupled to it, the number of "
            + "$+1$ spins in the clique is itself a Markov chain on $0, …, m$; the steps from $R_(-1)$ to $R_1$ are its steps "
            + "from $0$ to $m$.",
        Method: "Against the kernel over all $2^N$ states, random spins beside the clique: every state's transition "
            + "probabilities between counts, the expected time capped at 200 steps, and the uncapped expected time, there by a "
            + "dense linear solve and here by elimination without subtraction in logarithms (where it is below $10^4$; the "
            + "solve loses as many digits as it has). `log10-time.…` is the uncapped expected time at Figure 3's $N = 10$, $m "
            + "= 4$, $h = 5$.",
        ControlMethod: "A clique in which one pair's coupling is larger by 0.1.");

    public override ExperimentResult Execute(ExperimentContext context) => Decide(
        context,
        () => Compare(context, odd: 0),
        () => Compare(context, odd: 0.1),
        from coupling in new double[] { 1, 3, 5, 10 }
        from size in new[] { 1, 2, 3, 4, 7, 10 }
        let time = HittingTime.LogExpected(new LumpedKGibbs(10, 4, size, coupling, 5).LogTransition)
        select CliqueModels.Decades($"log10-time.j{Format.Number(coupling)}.k{size}", time));

    private static MarginParts Compare(ExperimentContext context, double odd)
    {
        var parts = new MarginParts(1e-10, "relative; rounding of sums over 256 states and of a linear solve of condition 10⁴");
        var random = context.Stream("k-gibbs-lumped");
        foreach (
            var (length, clique) in context.Pick<(int, int)[]>(
                [(5, 3)], [(4, 2), (5, 3), (6, 4), (6, 6), (7, 4)], [(4, 2), (5, 3), (6, 4), (6, 6), (7, 4), (8, 5)]))
        {
            foreach (var (coupling, field) in new[] { (0.05, 0.3), (0.5, 0.2), (1, 1), (3, 2.5) })
            {
                var model = CliqueModels.WithRandomOthers(random, length, clique, coupling, field);
                model.Couplings[0, 1] = model.Couplings[1, 0] += odd;
                var p = model.Distribution();
                for (var size = 1; size <= length; size++)
                {
                    var kernel = new BlockDynamics(p, MaskDistribution.UniformOfSize(length, size)).Kernel();
                    var name = FormattableString.Invariant($"N={length} m={clique} k={size} J={coupling} h={field}");
                    OneModel(parts, kernel, new LumpedKGibbs(length, clique, size, coupling, field), name);
                }

                context.Cancellation.ThrowIfCancellationRequested();
            }
        }

        return parts;
    }

    private static void OneModel(MarginParts parts, Matrix<double> kernel, LumpedKGibbs lumped, string name)
    {
        var inside = (1 << lumped.Clique) - 1;
        var states = kernel.RowCount;
        double worst = 0;
        for (var x = 0; x < states; x++)
        {
            var counts = new double[lumped.Clique + 1];
            for (var y = 0; y < states; y++)
            {
                counts[int.PopCount(y & inside)] += kernel[x, y];
            }

            worst = Math.Max(
                worst, counts.Select((probability, a) => Math.Abs(probability - lumped.Transition[int.PopCount(x & inside), a])).Max());
        }

        parts.Equal("transition", 0, worst, name);

        var outside = Enumerable.Range(0, states).Where(x => (x & inside) != inside).ToArray();
        var staying = Matrix<double>.Build.Dense(outside.Length, outside.Length, (i, j) => kernel[outside[i], outside[j]]);
        var survival = Vector<double>.Build.Dense(outside.Length, 1);
        double capped = 0;
        for (var t = 0; t < Budget && survival[0] > 0; t++)
        {
            capped += survival[0];
            survival = staying * survival;
        }

        Relative(parts, "capped-time", lumped.CappedHittingTime(Budget).Mean, capped, name);
        var expected = Math.Exp(HittingTime.LogExpected(lumped.LogTransition));
        if (expected < 1e4)
        {
            var solved = (Matrix<double>.Build.DenseIdentity(outside.Length) - staying)
                .Solve(Vector<double>.Build.Dense(outside.Length, 1));
            Relative(parts, "expected-time", expected, solved[0], name);
        }
    }

    private static void Relative(MarginParts parts, string part, double left, double right, string name) =>
        parts.Add(part, -Math.Abs(left - right) / left, name);
}
