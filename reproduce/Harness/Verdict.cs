namespace Gmlm.Reproduce.Harness;

/// <summary>The verdict on a claim, or on one side of its test.</summary>
public enum Verdict
{
    /// <summary>No margin is below minus the tolerance. For a claim, its negative control is also violated.</summary>
    Holds,

    /// <summary>Some margin is below minus the tolerance. A claim is also violated if its control is not.</summary>
    Violated,

    /// <summary>The test lacks the power to decide, for example because it has no instances. The verdict never fails a run.</summary>
    Undecided,

    /// <summary>An input of the test is missing; the reason names it.</summary>
    Skipped,
}
