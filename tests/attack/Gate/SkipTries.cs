using Gmlm.Attack.MadeUp;
using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Snapshots;

namespace Gmlm.Attack.Gate;

/// <summary>Attempts to let skipped claims excuse more than their own items.</summary>
internal static class SkipTries
{
    private const string Group = "skipped claims";

    private static readonly ExperimentResult FirstSkipped = Sample.With(said => ClaimVerdict.Skipped(said.Claim, "no data"));

    private static readonly ExperimentResult AllSkipped = Sample.Result with
    {
        Verdicts = [ClaimVerdict.Skipped("a", "no checkpoint"), ClaimVerdict.Skipped("b", "no checkpoint")], Metrics = [], Series = [], Tables = [
            ],
    };

    /// <summary>The attempts of this class.</summary>
    public static IEnumerable<GateTry> All() =>
    [
        Of("a skip that no snapshot lists, where all is required", "unlisted skip of a", Sample.Snapshot, FirstSkipped, requireAll: true),
        Of("every claim skipped, where all is required", "unlisted skip of b", Sample.Snapshot, AllSkipped, requireAll: true),
        Of(
            "a listed skip for another reason, where all is required", "unlisted skip of a", Accepted.Of(FirstSkipped),
            Sample.With(said => ClaimVerdict.Skipped(said.Claim, "no time")), requireAll: true),
        Of("a skip that takes along what the other claim needs", "of-b", Sample.Snapshot, Without("of-b")),
        Of("a skip that takes along what both claims need", "of-both", Sample.Snapshot, Without("of-both")),
        Of("a skip that takes along what all claims need", "exact", Sample.Snapshot, Without("exact")),
        Of("a skip that takes along the curve", "curve", Sample.Snapshot, FirstSkipped with { Series = [] }),
        Of("a skip that takes along the table", "table(table)", Sample.Snapshot, FirstSkipped with { Tables = [] }),
        Of("a skip beside a number that moved", "of-a", Sample.Snapshot, Moved("of-a")),
        Of("a listed skip that loses what was measured beside it", "of-a", Accepted.Of(FirstSkipped), Without("of-a")),
        Of(
            "a listed skip that becomes violated", "violated a", Accepted.Of(FirstSkipped),
            Sample.With(_ => StubExperiment.Says("a", Verdict.Violated))),
        Of(
            "a skip allowed to a claim that was decided", "may-be-skipped(a)",
            Sample.Snapshot with { MayBeSkipped = Allowed("no data") }, FirstSkipped),
        Of(
            "a skip allowed without a reason", "may-be-skipped(a)", Accepted.Of(FirstSkipped) with { MayBeSkipped = Allowed("…") },
            FirstSkipped),
        Of(
            "a skip taken off the list", "verdict(a)",
            Accepted.Of(FirstSkipped) with { MayBeSkipped = new Dictionary<string, string>() }, FirstSkipped),
    ];

    private static Dictionary<string, string> Allowed(string reason) => new() { ["a"] = reason };

    private static ExperimentResult Without(string metric) =>
        FirstSkipped with { Metrics = [.. FirstSkipped.Metrics.Where(each => each.Name != metric)] };

    private static ExperimentResult Moved(string metric) => FirstSkipped with
    {
        Metrics = [.. FirstSkipped.Metrics.Select(each => each.Name == metric ? each with { Value = 2 } : each)],
    };

    private static GateTry Of(string how, string says, Snapshot snapshot, ExperimentResult result, bool requireAll = false) =>
        new(Group, how, says, () => Sample.Verify(snapshot, result, requireAll));
}
