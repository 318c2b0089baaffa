using Gmlm.Attack.MadeUp;
using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Snapshots;

namespace Gmlm.Attack.Gate;

/// <summary>Attempts with snapshots edited by hand instead of written by an acceptance.</summary>
internal static class SnapshotTries
{
    private const string Group = "snapshots edited by hand";

    private static readonly ExperimentResult Violated = Sample.With(_ => StubExperiment.Says("a", Verdict.Violated));
    private static readonly Snapshot Found = Accepted.Of(Violated, "it does not hold here");
    private static readonly Finding Record = Finding.Of(Accepted.For("accepted"));

    /// <summary>The attempts of this class.</summary>
    public static IEnumerable<GateTry> All() => [.. Findings(), .. Parts(), .. Texts()];

    private static IEnumerable<GateTry> Findings()
    {
        yield return Of("a violation without a finding", "violated a", Saying(Verdict.Violated), Violated);
        yield return PlantedFinding("of another reason", Record with { Reason = "it was always so" });
        yield return PlantedFinding("of another commit", Record with { Commit = new string('b', 40) });
        yield return PlantedFinding("of another day", Record with { Date = Record.Date.AddDays(1) });
        yield return PlantedFinding("with the verdict 'holds'", Record with { Verdict = Verdict.Holds });
        yield return MatchedFinding("without a commit", Record with { Commit = "" });
        yield return MatchedFinding("without a version", Record with { Version = "new" });
        yield return MatchedFinding("without a word", Record with { Reason = "…" });
        yield return Of("a finding, the verdict left as it was", "violated a", Sample.Snapshot with { Findings = Of(Record) }, Violated);
        yield return Of("a finding for later", "finding(a)", Sample.Snapshot with { Findings = Of(Record) }, Sample.Result);
        yield return Of("a finding without any acceptance", "violated a", Planted(Record) with { Acceptances = [] }, Violated);
        yield return Of(
            "a finding of one claim for another", "violated b", Found,
            Violated with { Verdicts = [Violated.Verdicts[0], StubExperiment.Says("b", Verdict.Violated)] });
    }

    private static IEnumerable<GateTry> Parts()
    {
        yield return Of("no acceptance", "(acceptances)", Sample.Snapshot with { Acceptances = [] }, Sample.Result);
        yield return Of(
            "an acceptance without a word", "(acceptances)", Sample.Snapshot with { Acceptances = [Accepted.For("!")] }, Sample.Result);
        yield return Of("no strengths", "(snapshot)", Sample.Snapshot with { Strengths = null }, Sample.Result);
        yield return Of("no tables", "(snapshot)", Sample.Snapshot with { Tables = null }, Sample.Result);
        yield return Of(
            "the strength of a claim taken out", "strength(a)", Sample.Snapshot with { Strengths = new Dictionary<string, Strength>() },
            Sample.Result);
        yield return Of(
            "a claim taken out", "verdict(a)",
            Sample.Snapshot with { Verdicts = new Dictionary<string, Verdict> { ["b"] = Verdict.Holds } }, Sample.Result);
        yield return Of("all numbers taken out", "exact", Sample.Snapshot with { Metrics = [] }, Sample.Result);
        yield return Of(
            "a number twice", "exact", Sample.Snapshot with { Metrics = [.. Sample.Snapshot.Metrics, .. Sample.Snapshot.Metrics] },
            Sample.Result);
        yield return Of(
            "strengths of an old version, where all is required", "not recorded",
            Sample.Snapshot with { Strengths = null, Tables = null, Acceptances = [Accepted.For("long ago") with { Version = "1.0.0" }] },
            Sample.Result, requireAll: true);
        yield return Of("another experiment's", "is the snapshot of other", Sample.Snapshot with { Experiment = "other" }, Sample.Result);
        yield return Of("another profile's", "in profile full", Sample.Snapshot with { Profile = "full" }, Sample.Result);
        yield return new GateTry(Group, "none", "(snapshot)", () => Sample.Verify((Snapshot?)null, Sample.Result));
    }

    private static IEnumerable<GateTry> Texts()
    {
        var text = LineJson.Write(Sample.Snapshot);
        yield return Text("cut short", "is not a snapshot", text[..(text.Length / 2)]);
        yield return Text(
            "an unknown key", "is not a snapshot", text.Replace("\"seed\"", "\"sown\": 1, \"seed\"", StringComparison.Ordinal));
        yield return Text(
            "a key twice, the last of them forged", "is not a snapshot",
            text.Replace("\"a\": \"holds\"", "\"a\": \"violated\", \"a\": \"holds\"", StringComparison.Ordinal));
        yield return Text(
            "a verdict as a number", "is not a snapshot", text.Replace("\"a\": \"holds\"", "\"a\": 0", StringComparison.Ordinal));
        yield return Text(
            "a number that is null", "is not a snapshot",
            text.Replace("\"metrics\": [", "\"metrics\": [null, ", StringComparison.Ordinal));
        yield return Text(
            "a strength that is null", "is not a snapshot",
            text.Replace("\"strengths\": {", "\"strengths\": {\"c\": null, ", StringComparison.Ordinal));
        yield return Text("empty", "is not a snapshot", "");
        yield return Text("null", "is not a snapshot", "null");
    }

    private static Snapshot Saying(Verdict verdict) =>
        Sample.Snapshot with { Verdicts = new Dictionary<string, Verdict>(Sample.Snapshot.Verdicts) { ["a"] = verdict } };

    private static Dictionary<string, Finding> Of(Finding finding) => new() { ["a"] = finding };

    private static Snapshot Planted(Finding finding) => Saying(Verdict.Violated) with { Findings = Of(finding) };

    private static GateTry PlantedFinding(string how, Finding finding) => Of($"a finding {how}", "violated a", Planted(finding), Violated);

    // The snapshot holds a matching acceptance too.
    private static GateTry MatchedFinding(string how, Finding finding) =>
        Of($"a finding and its acceptance {how}", "violated a", Planted(finding) with { Acceptances = [finding.Acceptance] }, Violated);

    private static GateTry Of(string how, string says, Snapshot snapshot, ExperimentResult result, bool requireAll = false) =>
        new(Group, how, says, () => Sample.Verify(snapshot, result, requireAll));

    private static GateTry Text(string how, string says, string text) => new(Group, how, says, () => Sample.Verify(text, Sample.Result));
}
