namespace Gmlm.Reproduce.Harness;

/// <summary>The verdict on a claim, with what it rests on.</summary>
/// <param name="Claim">The claim's id.</param>
/// <param name="Verdict">Holds only when the check holds and the control is violated.</param>
/// <param name="Reason">For anything but holds: one sentence. Empty otherwise.</param>
/// <param name="Check">The check; null when skipped.</param>
/// <param name="Control">The negative control: the same check on an input where the claim is false; null when skipped.</param>
public sealed record ClaimVerdict(string Claim, Verdict Verdict, string Reason, Outcome? Check, Outcome? Control)
{
    /// <summary>
    /// From what the check and the control say to the verdict on the claim. It holds only when the check holds <em>and</em> the control is
    /// violated: a check that cannot fail says nothing, so a control that was not caught makes the claim violated.
    /// </summary>
    public static ClaimVerdict Of(string claim, Outcome check, Outcome control)
    {
        var verdict = Implied(check, control);
        var reason = verdict switch
        {
            Verdict.Holds => "",
            Verdict.Undecided => "no instance was compared",
            _ when check.Verdict == Verdict.Violated => $"violated at {check.WorstInstance}",
            _ => "the negative control was not caught",
        };
        return new ClaimVerdict(claim, verdict, reason, check, control);
    }

    /// <summary>The claim was not checked.</summary>
    /// <param name="claim">Which claim.</param>
    /// <param name="reason">What is missing, and the command that gets it: <see cref="InputStore.Lacking"/>.</param>
    public static ClaimVerdict Skipped(string claim, string reason) => new(claim, Verdict.Skipped, reason, null, null);

    /// <summary>What both sides amount to.</summary>
    public static Verdict Implied(Outcome check, Outcome control) => (check.Verdict, control.Verdict) switch
    {
        (Verdict.Undecided, _) => Verdict.Undecided,
        (Verdict.Holds, Verdict.Violated) => Verdict.Holds,
        _ => Verdict.Violated,
    };
}
