namespace Gmlm.Reproduce.Harness;

/// <summary>
/// The outcome of one side of a claim's test, the check or its negative control, over a grid of instances. A margin is the signed
/// distance to violation: right side − left side of an inequality, −|difference| of an identity.
/// </summary>
/// <param name="Instances">The number of instances.</param>
/// <param name="WorstMargin">The smallest margin.</param>
/// <param name="WorstInstance">The instance with the smallest margin, in words.</param>
/// <param name="Tolerance">The allowance for rounding or sampling, in the margin's unit; not negative.</param>
/// <param name="ToleranceReason">The reason for the size of the tolerance.</param>
public sealed record Outcome(int Instances, double WorstMargin, string WorstInstance, double Tolerance, string ToleranceReason)
{
    /// <summary>The verdict that follows from the margin; a margin that is not a number is a violation.</summary>
    public Verdict Verdict => Instances <= 0 ? Verdict.Undecided : WorstMargin >= -Tolerance ? Verdict.Holds : Verdict.Violated;
}
