using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Harness.Cache;
using Gmlm.Reproduce.Report;
using Gmlm.Theory.Random;

namespace Gmlm.Reproduce.Tests.Report;

/// <summary>Made-up results with the structure of real ones; the numbers mean nothing.</summary>
internal static class Samples
{
    public static ReportInput Input(string wording = "If $p = p_(theta^*)$, then $H = G$, where $H = nabla^2 L_\"PL\" (theta^*)$.") => new(
        "standard",
        1,
        [Figure3(), Figure("figure-2", 0.3, "F2"), Figure("figure-1", 0.05, "F1"), Equality(wording), Monotone(), Skipped(), NeverRun()],
        new Dictionary<string, string> { [".NET"] = "10.0.0", ["Processor"] = "two cores", ["Generator"] = "made-up 1", ["Commit"] = "0123456789abcdef0123456789abcdef01234567" },
        new Dictionary<string, RecordedAttack> { ["mutations"] = Mutations() });

    public static Claim Claim(string id, string order, string title, Origin origin = Origin.Paper, string wording = "$Gamma_(k+1) prec.eq Gamma_k$ for every $k$.") => new(
        id, order, title, origin, "Theorem 1", wording, "Both sides by enumeration; the margin is $-norm(A - B)$.", "The same on data from another model.");

    public static ClaimVerdict Decided(string claim, Verdict verdict, double margin = -3.1e-16, string reason = "") => new(
        claim,
        verdict,
        reason,
        new Outcome(1284, margin, "Ising, N = 4, J = 0.35, k = 2", 1e-10, "rounding of sums over 16 states"),
        new Outcome(20, -0.0412, "three spins, table 7", 1e-10, "rounding of sums over 16 states"));

    public static ReportExperiment Experiment(Claim claim, ClaimVerdict? verdict, params Metric[] metrics) => new(
        claim.Id,
        claim.Title,
        [claim],
        verdict is null ? null : new ExperimentResult(claim.Id, "standard", 1, new Dictionary<string, string>(), [verdict], metrics, [], []),
        verdict is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["Fingerprint"] = "abc" + claim.Id, [".NET"] = "10.0.0", ["Threads"] = "2" },
        verdict is null ? null : 12.3,
        new Dictionary<string, string>(),
        $"./gmlm run {claim.Id} --profile standard --seed 1",
        $"reproduce/Claims/Efficiency/{claim.Id}.cs");

    private static RecordedAttack Mutations() => new(
        "2026-03-01",
        "0123456789abcdef0123456789abcdef01234567",
        Dirty: false,
        new Machine("two cores", "AVX2", 2, "a system", ".NET 10.0.0"),
        [new AttackRow("theory/Chains", 12, 11, 1, "1 timed out"), new AttackRow("padir/Model", 8, 8, 0, "")],
        [new Loss("theory/Chains", "theory/Chains/Chain.cs Chain.Step: n - 1 → n + 1", "changes no result")]);

    private static ReportExperiment Equality(string wording) => Experiment(
        Claim("information-equality", "A07", "Generalized information equality", wording: wording),
        Decided("information-equality", Verdict.Holds),
        new Metric("gap.k1", 1.2345e-16, "", null, Tolerance.Informational),
        new Metric("gap.misspecified", 0.04123456, "", 0.00037, Tolerance.Statistical()),
        new Metric("wall", 12345678, "steps", null, Tolerance.Exact));

    private static ReportExperiment Monotone() => Experiment(
        Claim("masking-more", "A08", "Masking more is better"),
        Decided("masking-more", Verdict.Violated, -0.02, "One instance is on the wrong side by more than rounding."),
        [.. Enumerable.Range(1, 40).Select(i => new Metric($"trace-gamma.k{i}", 28.26 / i, "", null, Tolerance.Relative(1e-6)))])
        with
        { AcceptedFindings = new Dictionary<string, string> { ["masking-more"] = "The family does not contain the truth here." } };

    private static ReportExperiment Skipped() => Experiment(
        Claim("product-transition", "D01", "One parallel step is a product", Origin.Reconstructed),
        new ClaimVerdict("product-transition", Verdict.Skipped, "The checkpoint is not there.", null, null));

    private static ReportExperiment NeverRun() => Experiment(Claim("poincare", "B02", "Poincaré inequality", Origin.Literature), null);

    private static ReportExperiment Figure(string id, double coupling, string order)
    {
        var random = RandomStream.Fork(1, id);
        int[] samples = [100, 200, 400, 800, 1600, 3200, 6400, 12800];
        double Trace(int k) => (10 + 18.0 / (k * k)) * (1 + coupling);
        Series Measured(int k, string group, double factor) => new($"k{k}.{group}", group, $"k = {k}", "half a standard deviation", Tolerance.Statistical(),
            [.. samples.Select(n => new SeriesPoint(n, factor * Trace(k) / (10 * n) * (0.8 + 0.4 * random.NextDouble()), 0.25 * Trace(k) / (10 * n)))]);
        Series Predicted(int k, string group, double factor) => new($"k{k}.{group}", group, $"k = {k}", "", Tolerance.Relative(1e-6),
            [.. samples.Select(n => new SeriesPoint(n, factor * Trace(k) / (10 * n)))]);
        var result = new ExperimentResult(
            id,
            "standard",
            1,
            new Dictionary<string, string> { ["spins"] = "4", ["coupling"] = $"{coupling}", ["pairs"] = "every unordered pair once", ["samples"] = string.Join(" ", samples) },
            [Decided(id, Verdict.Holds)],
            [],
            [
                .. Enumerable.Range(1, 4).Select(k => Measured(k, "simulated", 1)),
                .. Enumerable.Range(1, 4).Select(k => Predicted(k, "asymptotic", 1)),
                .. Enumerable.Range(1, 3).Select(k => Measured(k, "all-masks", 0.9)),
                .. Enumerable.Range(1, 3).Select(k => Predicted(k, "all-masks-asymptotic", 0.9)),
            ],
            []);
        return Experiment(Claim(id, order, $"Errors at J = {coupling}", Origin.Reconstructed), null) with { Result = result, Seconds = 210 };
    }

    private static ReportExperiment Figure3()
    {
        double Steps(int k, double coupling) => Math.Min(1000, 1 + (k < 4 ? Math.Exp(coupling * (5 - k)) : 210.0 / (k * k * k / 16.0)));
        int[] couplings = [.. Enumerable.Range(1, 10)];
        Series Simulated(int k) => new($"k{k}.simulated", "simulated", $"k = {k}", "half a standard deviation", Tolerance.Statistical(),
            [.. couplings.Select(j => new SeriesPoint(j, Steps(k, j), Steps(k, j) >= 1000 ? 0 : 0.4 * Steps(k, j)))]);
        Series Exact(int k) => new($"k{k}.exact", "exact", $"k = {k}", "", Tolerance.Relative(1e-6), [.. couplings.Select(j => new SeriesPoint(j, Steps(k, j)))]);
        var result = new ExperimentResult(
            "figure-3",
            "standard",
            1,
            new Dictionary<string, string> { ["spins"] = "10", ["clique"] = "4", ["field"] = "5", ["budget"] = "1000 steps", ["pairs"] = "every unordered pair once" },
            [Decided("figure-3", Verdict.Holds, 0.21)],
            [],
            [
                .. Enumerable.Range(1, 10).Select(Simulated),
                .. Enumerable.Range(1, 10).Select(Exact),
                new Series("independent.reached", "independent", "reaches R₁", "", Tolerance.Relative(1e-6), [.. couplings.Select(j => new SeriesPoint(j, -2.5 * j))]),
                new Series("independent.left", "independent-bound", "leaves R₋₁", "", Tolerance.Relative(1e-6), [.. couplings.Select(j => new SeriesPoint(j, Math.Min(0, 1 - 2.4 * j)))]),
            ],
            [new Table("exact-times", "Exact expected steps of $k$-Gibbs.", ["J", "k = 1", "k = 4"], [.. couplings.Select(j => (IReadOnlyList<string>)[$"{j}", $"{Steps(1, j):0.0}", $"{Steps(4, j):0.0}"])])]);
        return Experiment(Claim("figure-3", "F3", "Steps between the modes", Origin.Reconstructed), null) with { Result = result, Seconds = 34 };
    }
}
