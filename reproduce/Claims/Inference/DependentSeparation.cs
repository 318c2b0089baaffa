using Gmlm.Theory.Chains;

namespace Gmlm.Reproduce.Claims.Inference;

/// <summary>Dependence within a step separates the two samplers without bound.</summary>
public sealed class DependentSeparation : ClaimExperiment
{
    private const double Step = 0.5;
    private const double Far = 20; // The J − h from which the rate is measured, where k-Gibbs has reached the limit of its bound

    // N, m, k, h; the figure's clique at three lengths with half of the sequence masked, and cliques of other sizes.
    private static readonly (int Length, int Clique, int Size, double Field)[] Shown =
        [(10, 4, 5, 5), (50, 4, 25, 5), (200, 4, 100, 5), (10, 10, 10, 0.5), (50, 10, 40, 0.5), (200, 20, 160, 0.5)];

    public override Claim Claim => new(
        "dependent-separation", "D09", "Dependent and independent sampling, apart without bound", Origin.Reconstructed,
        Source: "the two samplers of Figure 3, our wording",
        Wording: "For $k >= m >= 2$ and $h > 0$ the ratio of the expected steps from $R_(-1)$ to $R_1$, independent parallel "
            + "sampling over $k$-Gibbs, grows without bound in $J$: in the limit at a rate of at least $2(m-1)$, since "
            + "$k$-Gibbs stays below $1 \\/ q$ (its bound) and $q$ grows with $J$ to a limit.",
        Method: "Exact uncapped times of both in logarithms, $N$ up to 200 and times far beyond $10^30$. At every $J$ of the "
            + "grid: $k$-Gibbs below $1\\/q$, the independent sampler above its leaving time; from $J = h + 20$ to $h + 25$ "
            + "the logarithm of the ratio grows from one $J$ to the next by $2(m-1)$ per unit of $J$ at least. (Before "
            + "$k$-Gibbs has come to its bound the ratio may fall: a small block in a long sequence seldom covers the clique, "
            + "and at moderate $J$ partial blocks still climb.) `log10-time.…` are the times, `log10-ratio.…` their ratio.",
        ControlMethod: "Blocks of one spin, $k = 1$: they climb as slowly as the independent sampler, and on a clique of 4 the "
            + "ratio does not grow. And $k$-Gibbs with $k = m$ against the leaving time of the independent sampler.");

    public override ExperimentResult Execute(ExperimentContext context)
    {
        var check = NewParts();
        foreach (var (length, clique, size, field) in context.Pick<(int, int, int, double)[]>(
            [(10, 4, 4, 5), (200, 4, 100, 5)],
            [
                .. Shown,
                (10, 2, 2, 1), (10, 2, 5, 0.1), (10, 3, 3, 1), (10, 3, 6, 1), (10, 4, 4, 5), (10, 4, 10, 5),
                (50, 4, 4, 5), (50, 6, 25, 0.1), (50, 8, 8, 2),
            ],
            [
                .. Shown,
                .. from clique in new[] { 2, 3, 4, 5, 6, 8 }
                   from length in new[] { 10, 50 }
                   from size in new[] { clique, 8, length / 2, length }
                   where size >= clique
                   from field in new[] { 0.1, 1, 5 }
                   select (length, clique, size, field),
            ]))
        {
            Compare(check, length, clique, size, field);
            context.Cancellation.ThrowIfCancellationRequested();
        }

        context.Report(0.7);
        var control = NewParts();
        Compare(control, 10, 4, 1, 5);
        for (var coupling = 5 + Step; coupling <= 10; coupling += Step)
        {
            control.AtMost(
                "independent-bound",
                LogLeaving(4, coupling, 5),
                LogDependent(4, 4, 4, coupling, 5),
                FormattableString.Invariant($"k-Gibbs, m=k=4 h=5 J={coupling}"));
        }

        context.Report(1);
        return Decide(context, check, control, [.. Metrics(), .. check.Metrics()]);
    }

    /// <summary>log E[T] of k-Gibbs.</summary>
    public static double LogDependent(int length, int clique, int size, double coupling, double field) =>
        HittingTime.LogExpected(new LumpedKGibbs(length, clique, size, coupling, field).LogTransition);

    /// <summary>log E[T] of independent parallel sampling; the spins outside the clique have no influence.</summary>
    public static double LogIndependent(int clique, double coupling, double field) =>
        HittingTime.LogExpected(new LumpedIndependentParallel(clique, coupling, field).LogTransition);

    /// <summary>The logarithm of the expected steps in which independent parallel sampling leaves R₋₁.</summary>
    private static double LogLeaving(int clique, double coupling, double field) =>
        -new LumpedIndependentParallel(clique, coupling, field).LogLeftBy(1);

    /// <summary>log 1/q, q = C(N−m, k−m)/C(N, k) · p(R₁), the bound on log E[T] of k-Gibbs with k ≥ m.</summary>
    public static double LogDependentBound(int length, int clique, int size, double coupling, double field) =>
        Logarithms.Binomial(length, size) - Logarithms.Binomial(length - clique, size - clique)
        - new LumpedKGibbs(clique, clique, clique, coupling, field).LogTransition[0, clique];

    internal static MarginParts NewParts() => new(1e-7, "logarithms of times of up to 10⁴⁰⁰⁰ steps, right to 1e-12 of their size");

    internal static void Compare(MarginParts parts, int length, int clique, int size, double field)
    {
        for (var coupling = 0.0; coupling <= field + 5; coupling += Step)
        {
            var (slow, fast) = (LogIndependent(clique, coupling, field), LogDependent(length, clique, size, coupling, field));
            parts.AtMost("k-gibbs-bound", fast, LogDependentBound(length, clique, Math.Max(size, clique), coupling, field), Name(coupling));
            parts.AtMost("independent-bound", LogLeaving(clique, coupling, field), slow, Name(coupling));
        }

        var previous = LogRatio(length, clique, size, field + Far, field);
        for (var coupling = field + Far + Step; coupling <= field + Far + 5; coupling += Step)
        {
            var ratio = LogRatio(length, clique, size, coupling, field);
            parts.AtMost("rate", 2 * (clique - 1), (ratio - previous) / Step, Name(coupling));
            previous = ratio;
        }

        string Name(double coupling) => FormattableString.Invariant($"N={length} m={clique} k={size} h={field} J={coupling}");
    }

    private static double LogRatio(int length, int clique, int size, double coupling, double field) =>
        LogIndependent(clique, coupling, field) - LogDependent(length, clique, size, coupling, field);

    private static IEnumerable<Metric> Metrics()
    {
        foreach (var (length, clique, size, field) in Shown)
        {
            foreach (var coupling in new double[] { 0, 1, 2, 3, 5, 7, 10 })
            {
                var name = $"n{length}.m{clique}.k{size}.j{Format.Number(coupling)}";
                var (slow, fast) = (LogIndependent(clique, coupling, field), LogDependent(length, clique, size, coupling, field));
                yield return CliqueModels.Decades($"log10-time.k-gibbs.{name}", fast);
                yield return CliqueModels.Decades($"log10-time.independent.{name}", slow);
                yield return CliqueModels.Decades($"log10-ratio.{name}", slow - fast);
            }
        }
    }
}
