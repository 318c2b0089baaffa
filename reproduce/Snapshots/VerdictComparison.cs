using Gmlm.Reproduce.Harness;

namespace Gmlm.Reproduce.Snapshots;

/// <summary>
/// Compares what is said of each claim: the verdict, whether its check and control bear it out, and how strong they were.
/// </summary>
internal static class VerdictComparison
{
    /// <summary>The rows of every claim of either side.</summary>
    public static IEnumerable<Difference> Rows(Snapshot snapshot, ExperimentResult result)
    {
        foreach (var twins in result.Verdicts.GroupBy(verdict => verdict.Claim).Where(group => group.Count() > 1))
        {
            yield return Difference.Missing(result.Experiment, $"verdict({twins.Key})", "once", "twice");
        }

        var now = result.Verdicts.DistinctBy(verdict => verdict.Claim).ToDictionary(verdict => verdict.Claim);
        foreach (var claim in snapshot.Verdicts.Keys.Union(now.Keys))
        {
            Verdict? old = snapshot.Verdicts.TryGetValue(claim, out var before) ? before : null;
            var said = now.GetValueOrDefault(claim);
            yield return Row(result.Experiment, $"verdict({claim})", old, said?.Verdict, "exact", StandingOf(snapshot, old, said));
            foreach (var row in said is null or { Verdict: Verdict.Skipped } ? [] : Grounds(snapshot, result.Experiment, said))
            {
                yield return row;
            }
        }
    }

    private static Standing StandingOf(Snapshot snapshot, Verdict? old, ClaimVerdict? now) =>
        now is { Verdict: Verdict.Skipped } && old is not null ? snapshot.MaySkip(now) ? Standing.Within : Standing.Skipped
        : old == now?.Verdict ? Standing.Within : Standing.Moved;

    private static IEnumerable<Difference> Grounds(Snapshot snapshot, string experiment, ClaimVerdict said)
    {
        if (Unfounded(said) is { } why)
        {
            Verdict? implied = said is { Check: { } check, Control: { } control } ? ClaimVerdict.Implied(check, control) : null;
            yield return Row(experiment, $"check({said.Claim})", implied, said.Verdict, why, Standing.Moved);
        }

        if (snapshot.Strengths is null)
        {
            yield return Comparison.NotRecorded(experiment, $"strength({said.Claim})");
        }
        else if (snapshot.Strengths.TryGetValue(said.Claim, out var strength))
        {
            foreach (var row in Strength.Of(said) is { } now ? strength.Compare(experiment, said.Claim, now) : [Lost(experiment, said.Claim)])
            {
                yield return row;
            }
        }
    }

    private static Difference Lost(string experiment, string claim) => Difference.Missing(experiment, $"strength({claim})", "recorded", "gone");

    private static Difference Row(string experiment, string name, Verdict? old, Verdict? now, string allowed, Standing standing) =>
        new(experiment, name, Difference.Word(old), Difference.Word(now), null, null, allowed, standing);

    /// <summary>Why a verdict is not borne out by its check and control; null where it is.</summary>
    public static string? Unfounded(ClaimVerdict said) => said.Verdict == Verdict.Skipped ? null
        : said.Check is null ? "there is no check"
        : said.Control is null ? "there is no control"
        : ClaimVerdict.Implied(said.Check, said.Control) != said.Verdict ? "its check and control say otherwise"
        : null;
}
