namespace Gmlm.Reproduce.Snapshots;

/// <summary>
/// Compares each claim's verdict, whether its check and control imply the verdict, and the strength of its test.
/// </summary>
internal static class VerdictComparison
{
    /// <summary>The rows of all claims of either side.</summary>
    public static IEnumerable<Difference> Rows(Snapshot snapshot, ExperimentResult result)
    {
        foreach (var same in result.Verdicts.GroupBy(each => each.Claim).Where(group => group.Count() > 1))
        {
            yield return Difference.Missing(result.Experiment, $"verdict({same.Key})", "once", "twice");
        }

        var now = result.Verdicts.DistinctBy(each => each.Claim).ToDictionary(each => each.Claim);
        foreach (var claim in snapshot.Verdicts.Keys.Union(now.Keys))
        {
            Verdict? old = snapshot.Verdicts.TryGetValue(claim, out var before) ? before : null;
            var verdict = now.GetValueOrDefault(claim);
            yield return Row(result.Experiment, $"verdict({claim})", old, verdict?.Verdict, "exact", StandingOf(snapshot, old, verdict));
            foreach (var row in verdict is null or { Verdict: Verdict.Skipped } ? [] : TestRows(snapshot, result.Experiment, verdict))
            {
                yield return row;
            }
        }
    }

    private static Standing StandingOf(Snapshot snapshot, Verdict? old, ClaimVerdict? now) =>
        now is { Verdict: Verdict.Skipped } && old is not null ? snapshot.MaySkip(now) ? Standing.Within : Standing.Skipped
        : old == now?.Verdict ? Standing.Within : Standing.Moved;

    private static IEnumerable<Difference> TestRows(Snapshot snapshot, string experiment, ClaimVerdict verdict)
    {
        if (Unfounded(verdict) is { } why)
        {
            Verdict? implied = verdict is { Check: { } check, Control: { } control } ? ClaimVerdict.Implied(check, control) : null;
            yield return Row(experiment, $"check({verdict.Claim})", implied, verdict.Verdict, why, Standing.Moved);
        }

        if (snapshot.Strengths is null)
        {
            yield return Comparison.NotRecorded(experiment, $"strength({verdict.Claim})");
        }
        else if (snapshot.Strengths.TryGetValue(verdict.Claim, out var strength))
        {
            foreach (
                var row in Strength.Of(verdict) is { } now
                    ? strength.Compare(experiment, verdict.Claim, now)
                    : [Lost(experiment, verdict.Claim)])
            {
                yield return row;
            }
        }
    }

    private static Difference Lost(string experiment, string claim) =>
        Difference.Missing(experiment, $"strength({claim})", "recorded", "gone");

    private static Difference Row(string experiment, string name, Verdict? old, Verdict? now, string allowed, Standing standing) =>
        new(experiment, name, Difference.Word(old), Difference.Word(now), null, null, allowed, standing);

    /// <summary>Why the check and the control do not imply the verdict; null if they do.</summary>
    public static string? Unfounded(ClaimVerdict verdict) => verdict.Verdict == Verdict.Skipped ? null
        : verdict.Check is null ? "there is no check"
        : verdict.Control is null ? "there is no control"
        : ClaimVerdict.Implied(verdict.Check, verdict.Control) != verdict.Verdict ? "its check and control say otherwise"
        : null;
}
