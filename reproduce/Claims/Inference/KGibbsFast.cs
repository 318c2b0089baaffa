using Gmlm.Theory.Chains;

namespace Gmlm.Reproduce.Claims.Inference;

/// <summary>The benefit of dependence within a step: a block that covers the clique can move it to the other mode in one step.</summary>
public sealed class KGibbsFast : ClaimExperiment
{
    private static readonly int[] Steps = [1, 3, 10, 100, 1000];

    public override Claim Claim => new(
        "k-gibbs-fast", "D07", "k-Gibbs reaches the larger mode fast", Origin.Reconstructed,
        Source: "the k-Gibbs sampler of Figure 3; our wording",
        Wording: "For $k >= m$, whatever the first state, $bb(P)(\"not in\" R_1 \"by\" T) <= (1 - q)^T$ with $q = binom(N-m, "
            + "k-m) \\/ binom(N, k) dot min p(x_C = 1 | x_(-C))$, the minimum over the spins outside $C$.",
        Method: "The clique family, $N$ up to 200: the exact survival probability from $R_(-1)$ by the chain of the number of "
            + "$+1$ spins, as the logarithm of a mean per step, $T$ up to 1000, every $k >= m$ at $N = 10$ and a grid at "
            + "larger $N$. Any $p$: Ising, Potts and tables by enumeration, $x_C$ to one symbol throughout, from the worst "
            + "first state. `log10-steps.…` is $log_10 (1\\/q)$ at Figure 3's $N = 10$, $m = 4$, $h = 5$, $J = 10$: a bound on "
            + "the expected steps that does not grow with $J$.",
        ControlMethod: "Blocks of $m - 1$, which never cover the clique, against the bound of $k = m$: at $J = 3$ and more, and on any "
            + "$p$, $m >= 2$.");

    public override ExperimentResult Execute(ExperimentContext context)
    {
        var check = new MarginParts(1e-10, "rounding of survival probabilities of up to 1000 steps and of binomial coefficients, per step");
        foreach (var (length, clique, sizes) in context.Pick<(int, int, int[])[]>(
            [(10, 4, [4, 7, 10]), (50, 4, [25])],
            [
                (10, 4, All(4, 10)), (10, 2, All(2, 10)), (6, 6, [6]),
                (50, 4, [4, 10, 25, 50]), (50, 10, [10, 30, 50]), (200, 4, [4, 100, 200]), (200, 20, [150, 200]),
            ],
            [
                (10, 4, All(4, 10)), (10, 2, All(2, 10)), (10, 7, All(7, 10)), (6, 6, [6]),
                (50, 4, All(4, 50)), (50, 10, All(10, 50)), (200, 4, [4, 10, 50, 100, 200]), (200, 20, [50, 100, 150, 200]),
            ]))
        {
            foreach (var size in sizes)
            {
                Lumped(check, length, clique, size, [0, 0.3, 1, 3, 10]);
                context.Cancellation.ThrowIfCancellationRequested();
            }
        }

        context.Report(0.5);
        AnyDistribution(context, check, (clique, length) => (clique, length));
        var control = new MarginParts(1e-10, "as in the check");
        Lumped(control, 10, 4, 3, [3, 5, 10]);
        Lumped(control, 50, 4, 3, [3, 5, 10]);
        AnyDistribution(context, control, (clique, _) => (clique - 1, clique - 1));
        context.Report(1);
        return Decide(context, check, control,
        [
            .. All(4, 10).Select(size => CliqueModels.Decades($"log10-steps.k{size}", -LogChance(10, 4, size, 10, 5))),
            .. check.Metrics(),
        ]);
    }

    /// <summary>
    /// Blocks of <paramref name="size"/> against the bound of blocks that cover the clique, the least such size if this one does not.
    /// </summary>
    private static void Lumped(MarginParts parts, int length, int clique, int size, double[] couplings)
    {
        foreach (var field in new[] { 0.05, 1, 5 })
        {
            foreach (var coupling in couplings)
            {
                var time = new LumpedKGibbs(length, clique, size, coupling, field).CappedHittingTime(Steps[^1]);
                var chance = Math.Exp(LogChance(length, clique, Math.Max(size, clique), coupling, field));
                foreach (var steps in Steps)
                {
                    Bound(
                        parts,
                        "clique",
                        time.NotReachedBy(steps),
                        chance,
                        steps,
                        FormattableString.Invariant($"N={length} m={clique} k={size} J={coupling} h={field} T={steps}"));
                }
            }
        }
    }

    /// <summary>
    /// Blocks of every size from the first to the last that <paramref name="sizes"/> gives for m and N, against the bound of their size or,
    /// if they do not cover the clique, of the least size that does.
    /// </summary>
    private static void AnyDistribution(ExperimentContext context, MarginParts parts, Func<int, int, (int First, int Last)> sizes)
    {
        foreach (var instance in Instances.All(context))
        {
            for (var clique = 1; clique <= instance.Length; clique++)
            {
                var inside = (1 << clique) - 1;
                var target = Enumerable.Range(0, instance.Space.Count)
                    .Select(x => Enumerable.Range(0, clique).All(i => instance.Space.Symbol(x, i) == instance.Space.Alphabet - 1))
                    .ToArray();
                var least = Conditionals.Of(instance.Truth, inside).Where((_, x) => target[x]).Min();
                var (first, last) = sizes(clique, instance.Length);
                for (var size = Math.Max(1, first); size <= last; size++)
                {
                    var kernel = new BlockDynamics(instance.Truth, MaskDistribution.UniformOfSize(instance.Length, size)).Kernel();
                    var chance = Math.Exp(LogCover(instance.Length, clique, Math.Max(size, clique))) * least;
                    var left = MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense(target.Length, x => target[x] ? 0 : 1);
                    for (var t = 1; t <= 10; t++)
                    {
                        left = kernel * left;
                        left.MapIndexedInplace((x, survival) => target[x] ? 0 : survival);
                        Bound(
                            parts,
                            "any-distribution",
                            left.Max(),
                            chance,
                            t,
                            FormattableString.Invariant($"{instance.Name} m={clique} k={size} T={t}"));
                    }
                }
            }

            context.Cancellation.ThrowIfCancellationRequested();
        }
    }

    // (1 − q)^T against the survival probability, as (1 − q) against its T-th root: a margin that means the same for every T.
    private static void Bound(MarginParts parts, string part, double survival, double chance, int steps, string name) =>
        parts.AtMost(part, Math.Pow(survival, 1.0 / steps), 1 - chance, name);

    /// <summary>log q of the clique family: nothing outside is coupled to the clique, so the minimum is p(R₁).</summary>
    private static double LogChance(int length, int clique, int size, double coupling, double field) =>
        LogCover(length, clique, size) + new LumpedKGibbs(clique, clique, clique, coupling, field).LogTransition[0, clique];

    private static double LogCover(int length, int clique, int size) =>
        Logarithms.Binomial(length - clique, size - clique) - Logarithms.Binomial(length, size);

    private static int[] All(int from, int to) => [.. Enumerable.Range(from, to - from + 1)];
}
