using Gmlm.Theory.Chains;
using MathNet.Numerics.LinearAlgebra;

namespace Gmlm.Reproduce.Claims.Inference;

/// <summary>
/// The pitfall of parallel sampling without dependence: it takes a time exponential in the coupling to leave the mode it is in.
/// </summary>
public sealed class IndependentStuck : ClaimExperiment
{
    private const double Field = 5; // of the figure

    private static readonly int[] Steps = [1, 10, 100, 1000];

    public override Claim Claim => new(
        "independent-stuck", "D06", "Independent parallel sampling is stuck", Origin.Reconstructed,
        Source: "the independent parallel sampler of Figure 3, which never reaches the larger mode; our wording",
        Wording: "From $R_(-1)$, independent parallel sampling has $bb(P)(\"reach\" R_1 \"within\" T) <= bb(P)(\"leave\" "
            + "R_(-1) \"within\" T) = 1 - (1 - epsilon)^(m T)$ with $epsilon = sigma(2(h - J(m-1)))$, $m$ the size of the "
            + "clique: both times are exponential in $J$, with rates of at least $2(m-1)$. For even $m$ and $J > abs(h)$, the "
            + "likeliest step from a half-and-half state is to its mirror image on the clique: it oscillates.",
        Method: "In logarithms from the chain of the number of $+1$ spins: the absorption probability against the bound for "
            + "$T$ up to 1000, the expected times of leaving and of reaching, and their slopes in $J$ at $J = h + 20$ "
            + "(leaving: $2(m-1)$; reaching: at least as much). The leaving probability also by enumeration over all $2^N$ states, with "
            + "random spins beside the clique. The half-and-half state by enumeration: to its mirror image with probability "
            + "$(sigma(2(J-h)) sigma(2(J+h)))^(m\\/2)$ and, for $J > abs(h)$, to no other state as often. `slope.…` is per unit of "
            + "$J$; `mirror.…` is that probability at $h = 5$.",
        ControlMethod: "$k$-Gibbs with $k = m$ in the place of the independent sampler, against the same bounds and formulas.");

    public override ExperimentResult Execute(ExperimentContext context)
    {
        var check = Compare(context, (clique, coupling, field) => new LumpedIndependentParallel(clique, coupling, field).LogTransition);
        Enumerated(context, check, (p, _) => ParallelKernel.Of(p));
        Mirrored(context, check, (p, _) => ParallelKernel.Of(p));
        context.Report(0.5);
        var control = Compare(
            context, (clique, coupling, field) => new LumpedKGibbs(clique, clique, clique, coupling, field).LogTransition);
        Enumerated(context, control, BlockKernel);
        Mirrored(context, control, BlockKernel);
        context.Report(1);
        return Decide(context, check, control, [.. Metrics(), .. check.Metrics()]);
    }

    private static MarginParts Compare(ExperimentContext context, Func<int, double, double, double[,]> transition)
    {
        var parts = new MarginParts(1e-9, "logarithms of up to 1000 are right to 1e-13 of their size, and a thousand steps add them up");
        foreach (var clique in context.Pick<int[]>([2, 4], [2, 3, 4, 5, 6, 8], [2, 3, 4, 5, 6, 7, 8, 10, 12]))
        {
            foreach (var field in new[] { 0.1, 1, Field })
            {
                foreach (
                    var coupling in context.Pick<double[]>(
                        [0, 3, 10], [0, 0.25, 0.5, 1, 2, 3, 5, 10], [0, 0.1, 0.25, 0.5, 1, 1.5, 2, 3, 5, 7, 10, 40]))
                {
                    var name = FormattableString.Invariant($"m={clique} J={coupling} h={field}");
                    var chain = transition(clique, coupling, field);
                    var bound = new LumpedIndependentParallel(clique, coupling, field);
                    foreach (var steps in Steps)
                    {
                        parts.AtMost(
                            "reach-after-leave", HittingTime.LogReachedBy(chain, steps), bound.LogLeftBy(steps), $"{name} T={steps}");
                    }

                    parts.Equal("leaving-probability", bound.LogLeftBy(1), LogLeave(chain), name);
                    parts.AtMost("reaching-time", -bound.LogLeftBy(1), HittingTime.LogExpected(chain), name);
                }

                var (leave, reach) = Slopes(transition, clique, field);
                var far = FormattableString.Invariant($"m={clique} J={field + 20} h={field}");
                parts.Equal("leaving-slope", 2 * (clique - 1), leave, far);
                parts.AtMost("reaching-slope", 2 * (clique - 1), reach, far);
                context.Cancellation.ThrowIfCancellationRequested();
            }
        }

        return parts;
    }

    /// <summary>
    /// Slopes in J of the logarithms of the expected leaving time and of the expected reaching time, from J = h + 20 to h + 21.
    /// </summary>
    private static (double Leave, double Reach) Slopes(Func<int, double, double, double[,]> transition, int clique, double field)
    {
        double[,] near = transition(clique, field + 20, field), far = transition(clique, field + 21, field);
        return (LogLeave(near) - LogLeave(far), HittingTime.LogExpected(far) - HittingTime.LogExpected(near));
    }

    private static double LogLeave(double[,] chain) =>
        Logarithms.Sum([.. Enumerable.Range(1, chain.GetLength(0) - 1).Select(a => chain[0, a])]);

    /// <summary>The probability of leaving by T over all states, from a state whose other spins are mixed.</summary>
    private static void Enumerated(
        ExperimentContext context, MarginParts parts, Func<FiniteDistribution, int, Matrix<double>> kernelOf)
    {
        var random = context.Stream("independent-stuck");
        foreach (
            var (length, clique) in context.Pick<(int, int)[]>(
                [(5, 3)], [(4, 2), (6, 3), (6, 4), (7, 4)], [(4, 2), (6, 3), (6, 4), (7, 4), (8, 5)]))
        {
            foreach (var coupling in new[] { 0.2, 1 })
            {
                var kernel = kernelOf(CliqueModels.WithRandomOthers(random, length, clique, coupling, 0.5).Distribution(), clique);
                int inside = (1 << clique) - 1, rest = 0b0101010 & ~inside & ((1 << length) - 1);
                var mass = new double[kernel.RowCount];
                mass[rest] = 1;
                var chain = new LumpedIndependentParallel(clique, coupling, 0.5);
                for (var t = 1; t <= 20; t++)
                {
                    var next = kernel.LeftMultiply(Vector<double>.Build.Dense(mass));
                    mass = [.. next.Select((probability, x) => (x & inside) == 0 ? probability : 0)];
                    parts.Equal(
                        "leaving-enumerated",
                        1 - Math.Exp(chain.LogLeftBy(t)),
                        mass.Sum(),
                        FormattableString.Invariant($"N={length} m={clique} J={coupling} T={t}"));
                }
            }
        }
    }

    /// <summary>k-Gibbs whose blocks have the size of the clique.</summary>
    private static Matrix<double> BlockKernel(FiniteDistribution p, int clique) =>
        new BlockDynamics(p, MaskDistribution.UniformOfSize(p.Space.Length, clique)).Kernel();

    private static void Mirrored(
        ExperimentContext context, MarginParts parts, Func<FiniteDistribution, int, Matrix<double>> kernelOf)
    {
        foreach (var clique in context.Pick<int[]>([2, 4], [2, 4, 6], [2, 4, 6, 8]))
        {
            foreach (var (coupling, field) in new[] { (0.3, 0.2), (1, 0.2), (2, 1.5), (3, 1), (1, -0.5) })
            {
                var name = FormattableString.Invariant($"m={clique} J={coupling} h={field}, half and half");
                var half = (1 << (clique / 2)) - 1;
                var row = kernelOf(Ising.Clique(clique, clique, coupling, field).Distribution(), clique).Row(half);
                var mirror = row.Count - 1 - half;
                parts.Equal("mirror", Math.Exp(LogMirror(clique, coupling, field)), row[mirror], name);
                parts.AtMost("mirror-likeliest", row.Where((_, y) => y != mirror).Max(), row[mirror], name);
            }
        }
    }

    private static double LogMirror(int clique, double coupling, double field) =>
        clique / 2 * (Logarithms.Sigmoid(2 * (coupling - field)) + Logarithms.Sigmoid(2 * (coupling + field)));

    private static IEnumerable<Metric> Metrics()
    {
        Func<int, double, double, double[,]> independent = (clique, coupling, field) =>
            new LumpedIndependentParallel(clique, coupling, field).LogTransition;
        foreach (var clique in new[] { 2, 3, 4, 5, 6 })
        {
            var (leave, reach) = Slopes(independent, clique, Field);
            yield return Metric.Computed($"slope.leave.m{clique}", leave, "per J");
            yield return Metric.Computed($"slope.reach.m{clique}", reach, "per J");
        }

        foreach (var coupling in new double[] { 3, 4, 5, 6, 7, 8, 10 })
        {
            yield return Metric.Computed($"mirror.m4.j{Format.Number(coupling)}", Math.Exp(LogMirror(4, coupling, Field)));
        }
    }
}
