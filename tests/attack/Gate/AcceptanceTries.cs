using Gmlm.Attack.MadeUp;
using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Harness.Cache;

namespace Gmlm.Attack.Gate;

/// <summary>Attempts to accept results that must not become a snapshot.</summary>
internal static class AcceptanceTries
{
    private const string Group = "acceptances";

    private static readonly Metric Number = Sample.Result.Metrics[0];
    private static readonly Series Curve = Sample.Result.Series[0];

    /// <summary>The attempts of this class.</summary>
    public static IEnumerable<GateTry> All() =>
    [
        From("of a dirty checkout", "tracked files differed", origin => origin with { Dirty = true }),
        From("of no checkout", "outside a git checkout", origin => origin with { Commit = "unknown" }),
        From("of no commit, in words", "outside a git checkout", origin => origin with { Commit = "unknown: git is not installed" }),
        From("of a branch", "outside a git checkout", origin => origin with { Commit = "main" }),
        From("of an empty commit", "outside a git checkout", origin => origin with { Commit = "" }),
        Of("of another seed", "has seed 7", Sample.Result with { Seed = 7 }),
        First("of another seed, the first one", "has seed 7", Sample.Result with { Seed = 7 }),
        Of("of another profile", "of profile full", Sample.Result with { Profile = "full" }),
        First("of another profile, the first one", "of profile full", Sample.Result with { Profile = "full" }),
        Metric("a value that is not a number", Number with { Value = double.NaN }),
        Metric("an infinite value", Number with { Value = double.NegativeInfinity }),
        Metric("an infinite standard error", Number with { StandardError = double.PositiveInfinity }),
        Metric("a standard error that is not a number", Number with { StandardError = double.NaN }),
        Metric("an infinite tolerance", Number with { Tolerance = Tolerance.Absolute(double.PositiveInfinity) }),
        Metric("a shown value that is not a number", Number with { Value = double.NaN, Tolerance = Tolerance.Informational }),
        Series("a point that is not a number", Curve with { Points = [new SeriesPoint(1, double.NaN)] }),
        Series("an infinite error bar", Curve with { Points = [new SeriesPoint(1, 1, double.PositiveInfinity)] }),
        Series("a point at x = NaN", Curve with { Points = [new SeriesPoint(double.NaN, 1)] }),
        Said(
            "a tolerance of a claim that is infinite", "is not a finite number",
            said => said with { Check = said.Check! with { Tolerance = double.PositiveInfinity } }),
        Said("a claim newly violated, swept in", "name the claim", _ => StubExperiment.Says("a", Verdict.Violated)),
        Said("a claim newly undecided, swept in", "name the claim", _ => StubExperiment.Says("a", Verdict.Undecided)),
        Said(
            "a claim newly violated, only its experiment named", "name the claim", _ => StubExperiment.Says("a", Verdict.Violated),
            "sample"),
        Said("a claim newly violated, another one named", "name the claim", _ => StubExperiment.Says("a", Verdict.Violated), "b"),
        Said("a claim skipped where data were there before", "was skipped here", _ => StubExperiment.Says("a", Verdict.Skipped), "a"),
        Said("a verdict without a check", "there is no check", said => said with { Check = null }),
        Said("a verdict without a control", "there is no control", said => said with { Control = null }),
        Said("a verdict that its control denies", "its check and control say otherwise", said => said with { Control = said.Check }),
        Said(
            "a verdict that its margin denies", "its check and control say otherwise",
            said => said with { Check = said.Check! with { WorstMargin = -1 } }),
    ];

    private static GateTry From(string how, string says, Func<Provenance, Provenance> origin) =>
        new(Group, how, says, () => Sample.Accept(Sample.Result, origin));

    private static GateTry Of(string how, string says, ExperimentResult result) => new(Group, how, says, () => Sample.Accept(result));

    private static GateTry First(string how, string says, ExperimentResult result) =>
        new(Group, how, says, () => Sample.Accept(result, isFirst: true));

    private static GateTry Metric(string how, Metric metric) =>
        Of(how, "is not a finite number", Sample.Result with { Metrics = [metric, .. Sample.Result.Metrics.Skip(1)] });

    private static GateTry Series(string how, Series curve) => Of(how, "is not a finite number", Sample.Result with { Series = [curve] });

    private static GateTry Said(string how, string says, Func<ClaimVerdict, ClaimVerdict> change, params string[] named) =>
        new(Group, how, says, () => Sample.Accept(Sample.With(change), named: named));
}
