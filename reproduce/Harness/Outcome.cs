namespace Gmlm.Reproduce.Harness;

/// <summary>
/// The outcome of one side of a claim's test, the check or its negative control, over a grid of instances. A margin is the signed
/// distance to violation: right side − left side of an inequality, −|difference| of an identity.
/// </summary>
/// <param name="Instances">How many instances were compared.</param>
/// <param name="WorstMargin">The least margin seen.</param>
/// <param name="WorstInstance">The instance that had it, in words.</param>
/// <param name="Tolerance">What rounding or sampling may take, in the margin's unit; not negative.</param>
/// <param name="ToleranceReason">Why that much.</param>
public sealed record Outcome(int Instances, double WorstMargin, string WorstInstance, double Tolerance, string ToleranceReason)
{
    /// <summary>Follows from the margin; a margin that is not a number is a violation.</summary>
    public Verdict Verdict => Instances <= 0 ? Verdict.Undecided : WorstMargin >= -Tolerance ? Verdict.Holds : Verdict.Violated;
}
