using System.Text.Json.Serialization;
using Gmlm.Reproduce.Harness.Cache;

namespace Gmlm.Reproduce.Snapshots;

/// <summary>
/// An accepted result, <c>reports/snapshots/PROFILE/ID.verified.json</c>: the gated items, the machine of the computation, and the record
/// of each acceptance, newest first.
/// </summary>
/// <param name="Experiment">The experiment's id.</param>
/// <param name="Profile">The profile.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Machine">The machine of the computation.</param>
/// <param name="Acceptances">The records of the acceptances, newest first.</param>
/// <param name="Findings">Claim id → the record of the acceptance of its violation.</param>
/// <param name="MayBeSkipped">Claim id → the reason for which it may be skipped, word for word.</param>
/// <param name="Verdicts">Claim id → verdict.</param>
/// <param name="Strengths">Claim id → the strength of its test; null if no acceptance has written the strengths yet.</param>
/// <param name="Metrics">The metrics, with the tolerances of the gate.</param>
/// <param name="Series">The series, with the tolerances of the gate.</param>
/// <param name="Tables">The exact tables; null if no acceptance has written them yet.</param>
public sealed record Snapshot(
    string Experiment,
    string Profile,
    ulong Seed,
    Machine Machine,
    IReadOnlyList<Acceptance> Acceptances,
    IReadOnlyDictionary<string, Finding> Findings,
    IReadOnlyDictionary<string, string> MayBeSkipped,
    IReadOnlyDictionary<string, Verdict> Verdicts,
    IReadOnlyDictionary<string, Strength>? Strengths,
    IReadOnlyList<Metric> Metrics,
    IReadOnlyList<Series> Series,
    IReadOnlyList<Table>? Tables)
{
    /// <summary>
    /// The snapshot of a result, given the previous snapshot. An <paramref name="acceptance"/> is added to the records; it is the
    /// record of every newly accepted violation, and of the findings <paramref name="restated"/>. Without an acceptance the
    /// snapshot is only received.
    /// </summary>
    public static Snapshot Of(
        ExperimentResult result,
        Machine machine,
        Snapshot? before,
        Acceptance? acceptance,
        IReadOnlyCollection<string>? restated = null) => new(
        result.Experiment,
        result.Profile,
        result.Seed,
        machine,
        [.. acceptance is null ? Array.Empty<Acceptance>() : [acceptance], .. before?.Acceptances ?? []],
        FindingsOf(result, before, acceptance, restated ?? []),
        result.Verdicts.Where(verdict => verdict.Verdict == Verdict.Skipped)
            .ToDictionary(verdict => verdict.Claim, verdict => verdict.Reason),
        result.Verdicts.ToDictionary(verdict => verdict.Claim, verdict => verdict.Verdict),
        StrengthsOf(result),
        [.. result.Metrics.Select(metric => metric with { Place = null })],
        result.Series,
        [.. result.Tables.Where(table => table.IsExact)]);

    /// <summary>
    /// Whether the snapshot holds all that the gate compares; acceptances before version 1.1.0 wrote neither strengths nor tables.
    /// </summary>
    [JsonIgnore]
    public bool IsComplete => Strengths is not null && Tables is not null;

    /// <summary>Claim id → reason, of the accepted findings.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, string> FindingReasons => Findings.Where(finding => IsRecorded(finding.Key, finding.Value))
        .ToDictionary(finding => finding.Key, finding => finding.Value.Reason);

    /// <summary>This snapshot, with its missing parts from a result that did not move. The values and the machine stay.</summary>
    public Snapshot Completed(ExperimentResult result, Acceptance acceptance)
    {
        var received = Of(result, Machine, this, acceptance);
        return this with
        {
            Acceptances = received.Acceptances,
            Strengths = Strengths ?? received.Strengths,
            Tables = Tables ?? received.Tables,
        };
    }

    /// <summary>The accepted finding of a violated claim; null if there is none, or if no acceptance of this snapshot made it.</summary>
    public Finding? FindingOf(string claim) => Findings.TryGetValue(claim, out var finding) && IsRecorded(claim, finding) ? finding : null;

    /// <summary>Whether the claim may be skipped for this reason.</summary>
    public bool MaySkip(ClaimVerdict verdict) => MayBeSkipped.TryGetValue(verdict.Claim, out var reason) && reason == verdict.Reason;

    private static Dictionary<string, Finding> FindingsOf(
        ExperimentResult result, Snapshot? before, Acceptance? acceptance, IReadOnlyCollection<string> restated)
    {
        var findings = new Dictionary<string, Finding>();
        foreach (var claim in result.Verdicts.Where(verdict => verdict.Verdict == Verdict.Violated).Select(verdict => verdict.Claim))
        {
            var known = before?.FindingOf(claim);
            if ((acceptance is not null && (known is null || restated.Contains(claim)) ? Finding.Of(acceptance) : known) is { } finding)
            {
                findings[claim] = finding;
            }
        }

        return findings;
    }

    private static Dictionary<string, Strength> StrengthsOf(ExperimentResult result) => result.Verdicts
        .Select(verdict => (verdict.Claim, Strength: Strength.Of(verdict)))
        .Where(pair => pair.Strength is not null)
        .ToDictionary(pair => pair.Claim, pair => pair.Strength!);

    private bool IsRecorded(string claim, Finding finding) => finding is { Verdict: Verdict.Violated, Acceptance.IsComplete: true }
        && Verdicts.GetValueOrDefault(claim) == Verdict.Violated
        && Acceptances.Contains(finding.Acceptance);
}
