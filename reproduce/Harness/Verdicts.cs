using Gmlm.Theory.Statements;

namespace Gmlm.Reproduce.Harness;

/// <summary>From what a check and its control say to the verdict on the claim.</summary>
public static class Verdicts
{
    /// <summary>
    /// Holds only when the check holds <em>and</em> the negative control is violated: a check that cannot fail says nothing,
    /// so a control that was not caught makes the claim violated.
    /// </summary>
    public static ClaimVerdict From(string claimId, CheckOutcome check, CheckOutcome control)
    {
        var (verdict, reason) = (check.Verdict, control.Verdict) switch
        {
            (CheckVerdict.Violated, _) => (Verdict.Violated, $"violated at {check.WorstInstance}"),
            (CheckVerdict.Inconclusive, _) => (Verdict.Inconclusive, "no instance was compared"),
            (_, CheckVerdict.Violated) => (Verdict.Holds, ""),
            _ => (Verdict.Violated, "the negative control was not caught"),
        };
        return new ClaimVerdict(claimId, verdict, reason, Side(check), Side(control));
    }

    /// <summary>The claim was not checked.</summary>
    /// <param name="claimId">Which claim.</param>
    /// <param name="reason">What is missing, and the command that gets it: <see cref="InputStore.Lacking"/>.</param>
    public static ClaimVerdict Skipped(string claimId, string reason) => new(claimId, Verdict.Skipped, reason, null, null);

    /// <summary>What a claim's sides amount to by their margins: the verdict that <see cref="From"/> gives to them. A side that is not there bears out nothing.</summary>
    public static Verdict Implied(CheckSide? check, CheckSide? control) => (check, control) switch
    {
        (not null, _) when Said(check) == Verdict.Inconclusive => Verdict.Inconclusive,
        (not null, not null) when Said(check) == Verdict.Holds && Said(control) == Verdict.Violated => Verdict.Holds,
        _ => Verdict.Violated,
    };

    private static Verdict Said(CheckSide side) => side.Instances <= 0 ? Verdict.Inconclusive
        : side.WorstMargin >= -side.Tolerance ? Verdict.Holds : Verdict.Violated;

    private static CheckSide Side(CheckOutcome outcome) => new(
        outcome.Verdict switch
        {
            CheckVerdict.Holds => Verdict.Holds,
            CheckVerdict.Violated => Verdict.Violated,
            _ => Verdict.Inconclusive,
        },
        outcome.Instances,
        outcome.WorstMargin,
        outcome.WorstInstance,
        outcome.Tolerance,
        outcome.ToleranceReason);
}
