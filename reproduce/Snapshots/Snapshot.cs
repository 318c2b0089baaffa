using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Harness.Cache;

namespace Gmlm.Reproduce.Snapshots;

/// <summary>
/// An accepted result: <c>reports/snapshots/PROFILE/ID.verified.json</c>. It holds what is gated, the machine it was computed on,
/// and why each acceptance happened, newest first.
/// </summary>
/// <param name="Experiment">The experiment's id.</param>
/// <param name="Profile">The profile.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Machine">Where it was computed.</param>
/// <param name="Acceptances">Why, newest first.</param>
/// <param name="Findings">Claim id → why its violation was accepted as a finding.</param>
/// <param name="Verdicts">Claim id → verdict.</param>
/// <param name="Metrics">With the tolerances that gate them.</param>
/// <param name="Series">With the tolerances that gate them.</param>
public sealed record Snapshot(
    string Experiment,
    string Profile,
    ulong Seed,
    Machine Machine,
    IReadOnlyList<string> Acceptances,
    IReadOnlyDictionary<string, string> Findings,
    IReadOnlyDictionary<string, Verdict> Verdicts,
    IReadOnlyList<Metric> Metrics,
    IReadOnlyList<Series> Series)
{
    /// <summary>
    /// What a result looks like as a snapshot, given the one before it. With a <paramref name="reason"/> it is accepted: the reason is added, and
    /// it explains every violation that was not a finding already, and of those that were the <paramref name="restated"/>; without one it is only received.
    /// </summary>
    public static Snapshot Of(ExperimentResult result, Machine machine, Snapshot? before, string? reason, IReadOnlyCollection<string>? restated = null) => new(
        result.Experiment,
        result.Profile,
        result.Seed,
        machine,
        [.. reason is null ? Array.Empty<string>() : [reason], .. before?.Acceptances ?? []],
        result.Verdicts.Where(verdict => verdict.Verdict == Verdict.Violated)
            .Select(verdict => (verdict.Claim, Reason: (restated?.Contains(verdict.Claim) == true ? reason : null) ?? before?.Findings.GetValueOrDefault(verdict.Claim) ?? reason))
            .Where(finding => finding.Reason is not null)
            .ToDictionary(finding => finding.Claim, finding => finding.Reason!),
        result.Verdicts.ToDictionary(verdict => verdict.Claim, verdict => verdict.Verdict),
        result.Metrics,
        result.Series);
}
