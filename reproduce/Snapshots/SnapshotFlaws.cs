namespace Gmlm.Reproduce.Snapshots;

/// <summary>Finds content that no acceptance writes. A snapshot with such content was edited by hand, and the gate refuses it.</summary>
internal static class SnapshotFlaws
{
    private const string Allowed = "only as `accept` writes it";

    /// <summary>One row for each flaw.</summary>
    public static IEnumerable<Difference> Of(Snapshot snapshot)
    {
        if (snapshot.Acceptances is not [var newest, ..] || snapshot.Acceptances.Any(acceptance => !acceptance.IsComplete))
        {
            yield return Row(snapshot, "(acceptances)", "version, date, commit and reason of each are required");
            yield break;
        }

        foreach (var claim in snapshot.Findings.Keys.Where(claim => snapshot.FindingOf(claim) is null))
        {
            yield return Row(snapshot, $"finding({claim})", "no acceptance of this snapshot made it");
        }

        foreach (var (claim, verdict) in snapshot.Verdicts)
        {
            if (verdict == Verdict.Violated && !snapshot.Findings.ContainsKey(claim))
            {
                yield return Row(snapshot, $"verdict({claim})", "violated without an accepted finding");
            }

            if (verdict == Verdict.Skipped && !snapshot.MayBeSkipped.ContainsKey(claim))
            {
                yield return Row(snapshot, $"verdict({claim})", "skipped, and not listed as one that may be");
            }
        }

        foreach (var (claim, reason) in snapshot.MayBeSkipped)
        {
            if (snapshot.Verdicts.GetValueOrDefault(claim) != Verdict.Skipped)
            {
                yield return Row(snapshot, $"may-be-skipped({claim})", "it was not skipped when the snapshot was accepted");
            }
            else if (!Acceptance.HasWord(reason))
            {
                yield return Row(snapshot, $"may-be-skipped({claim})", "no reason");
            }
        }

        if (newest.WritesAll && !snapshot.IsComplete)
        {
            yield return Row(snapshot, "(snapshot)", $"strengths or tables are missing, which version {newest.Version} writes");
        }

        foreach (var (claim, verdict) in snapshot.Verdicts)
        {
            if (snapshot.Strengths?.ContainsKey(claim) == (verdict == Verdict.Skipped))
            {
                yield return Row(snapshot, $"strength({claim})", verdict == Verdict.Skipped ? "of a skipped claim" : "missing");
            }
        }

        foreach (var claim in snapshot.Strengths?.Keys.Except(snapshot.Verdicts.Keys) ?? [])
        {
            yield return Row(snapshot, $"strength({claim})", "of no claim");
        }
    }

    private static Difference Row(Snapshot snapshot, string name, string what) =>
        new(snapshot.Experiment, name, what, "–", null, null, Allowed, Standing.Moved);
}
