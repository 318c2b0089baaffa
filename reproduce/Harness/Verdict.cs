namespace Gmlm.Reproduce.Harness;

/// <summary>What a run says of a claim.</summary>
public enum Verdict
{
    /// <summary>The check found it so, and the negative control was found violated.</summary>
    Holds,

    /// <summary>The check found it not so, or the control was not caught.</summary>
    Violated,

    /// <summary>The check could not tell.</summary>
    Inconclusive,

    /// <summary>Something the check needs is not there; the reason says what.</summary>
    Skipped,
}

/// <summary>One side of a claim's test: the check or its negative control.</summary>
/// <param name="Verdict">What this side says by itself; the control should say violated.</param>
/// <param name="Instances">How many instances were compared.</param>
/// <param name="WorstMargin">Signed distance to violation of the worst instance.</param>
/// <param name="WorstInstance">That instance, in words.</param>
/// <param name="Tolerance">What rounding or sampling may take.</param>
/// <param name="ToleranceReason">Why that much.</param>
public sealed record CheckSide(Verdict Verdict, int Instances, double WorstMargin, string WorstInstance, double Tolerance, string ToleranceReason);

/// <summary>The verdict on a claim, with what it rests on.</summary>
/// <param name="Claim">The claim's id.</param>
/// <param name="Verdict">Holds only when the check holds and the control is violated.</param>
/// <param name="Reason">For anything but holds: one sentence. Empty otherwise.</param>
/// <param name="Check">The check; null when skipped.</param>
/// <param name="Control">The negative control; null when skipped.</param>
public sealed record ClaimVerdict(string Claim, Verdict Verdict, string Reason, CheckSide? Check, CheckSide? Control);
