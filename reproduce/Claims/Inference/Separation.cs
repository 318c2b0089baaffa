using Gmlm.Theory.Chains;

namespace Gmlm.Reproduce.Claims.Inference;

/// <summary>
/// Figure 3's question at every scale: the exact expected steps of both samplers from R₋₁ to R₁ over J, not capped, for sequences of up to
/// 200 spins with the same clique; log₁₀, since the independent sampler's go beyond 10³⁰.
/// </summary>
public sealed class Separation : Experiment
{
    private const int Clique = 4;
    private const double Field = 5;
    private const double Largest = 12;

    private static readonly int[] Lengths = [10, 50, 200];

    public override string Id => "separation";

    public override string Title => "The two samplers' times over the coupling";

    public override IReadOnlyList<Claim> Claims =>
    [
        new(
            "separation-any-length",
            "D09b",
            "Masking half of the sequence is fast at every length and coupling",
            Origin.Beyond,
            "a consequence of the bound on k-Gibbs",
            "With blocks of half of the sequence, $k = N\\/2$, a clique of $m = 4$ and $N >= 10$, $k$-Gibbs takes at most $binom(10, 5) "
            + "\\/ binom(6, 1) dot (1 + e^(-2 h))^m$ expected steps from $R_(-1)$ to $R_1$ whatever $N$ and $J >= 0$; the independent "
            + "parallel sampler takes at least $1 \\/ (1 - (1-epsilon)^m)$, $epsilon = sigma(2(h - J(m-1)))$, which has no bound.",
            "Exact expected times from the chain of the number of $+1$ spins at every $J$ of the grid, $N = 10, 50, 200$, $h = 5$; margins "
            + "in decades. `overtaken.n…` is the coupling from which the independent sampler is the slower.",
            "Blocks of $m - 1$, which never cover the clique, against the same bound."),
    ];

    public override IReadOnlyDictionary<string, string> Parameters(Profile profile) => new Dictionary<string, string>
    {
        ["spins"] = string.Join(' ', Lengths),
        ["clique"] = Format.Number(Clique),
        ["field"] = Format.Number(Field),
        ["couplings"] = $"0 to {Format.Number(Largest)} in steps of {Format.Number(Step(profile))}",
        ["pair-convention"] = Ising.PairConvention,
        ["blocks"] = "half of the sequence, and the clique's size",
    };

    public override ExperimentResult Execute(ExperimentContext context)
    {
        var couplings = Couplings(context.Profile);
        var verdict = ClaimVerdict.Of(Claims[0].Id, Compare(couplings, length => length / 2), Compare(couplings, _ => Clique - 1));
        context.Report(0.5);
        return Result(
            context,
            [verdict],
            [
                .. Lengths.Select(length =>
                    new Metric(
                        $"overtaken.n{length}",
                        Crossing(0, 12, j => Independent(j) - KGibbs(length, length / 2, j)),
                        "J",
                        null,
                        Tolerance.Absolute(1e-6))),
                new Metric("independent-beyond-1e30", Crossing(0, 20, j => Independent(j) - 30), "J", null, Tolerance.Absolute(1e-6)),
            ],
            series: [
                .. Lengths.Select(
                    n => Curve($"k-gibbs.n{n}", "k-gibbs", $"k-Gibbs, N = {n}, k = {n / 2}", couplings, j => KGibbs(n, n / 2, j))),
                .. Lengths.Select(n =>
                    Curve(
                        $"k-gibbs-least.n{n}",
                        "k-gibbs-least",
                        $"k-Gibbs, N = {n}, k = {Clique}",
                        couplings,
                        j => KGibbs(n, Clique, j))),
                Curve("independent", "independent", "independent, any N", couplings, Independent),
                Curve("independent-bound", "independent-bound", "independent, leaving the smaller mode", couplings, Leaving),
            ]);
    }

    private static Outcome Compare(double[] couplings, Func<int, int> size)
    {
        var ledger = new MarginLedger(1e-9, "rounding of sums of logarithms, in decades");
        var bound = Math.Log10(252.0 / 6) + (Clique * Math.Log10(1 + Math.Exp(-2 * Field)));
        foreach (var j in couplings)
        {
            foreach (var length in Lengths)
            {
                ledger.AtMost(KGibbs(length, size(length), j), bound, $"N = {length}, k = {size(length)}, J = {Format.Number(j)}");
            }

            ledger.AtMost(Leaving(j), Independent(j), $"independent, J = {Format.Number(j)}");
        }

        return ledger.Outcome();
    }

    // log₁₀ of expected steps.
    private static double KGibbs(int length, int size, double coupling) =>
        HittingTime.LogExpected(new LumpedKGibbs(length, Clique, size, coupling, Field).LogTransition) / Math.Log(10);

    private static double Independent(double coupling) =>
        HittingTime.LogExpected(new LumpedIndependentParallel(Clique, coupling, Field).LogTransition) / Math.Log(10);

    private static double Leaving(double coupling) => -new LumpedIndependentParallel(Clique, coupling, Field).LogLeftBy(1) / Math.Log(10);

    /// <summary>Where a growing function crosses zero, by bisection.</summary>
    private static double Crossing(double low, double high, Func<double, double> function)
    {
        while (high - low > 1e-12)
        {
            var middle = (low + high) / 2;
            (low, high) = function(middle) < 0 ? (middle, high) : (low, middle);
        }

        return high;
    }

    private static Series Curve(string name, string group, string label, double[] couplings, Func<double, double> time) =>
        new(name, group, label, "", Tolerance.Absolute(1e-6), [.. couplings.Select(j => new SeriesPoint(j, time(j)))]);

    private static double[] Couplings(Profile profile)
    {
        var step = Step(profile);
        return [.. Enumerable.Range(0, (int)(Largest / step) + 1).Select(i => i * step)];
    }

    private static double Step(Profile profile) => profile == Profile.Smoke ? 1 : 0.25;
}
