namespace Gmlm.Reproduce.Harness;

/// <summary>What a run says of a claim, or one side of its test says by itself.</summary>
public enum Verdict
{
    /// <summary>Every instance is on the right side, up to the tolerance; of a claim, also that its negative control was found violated.</summary>
    Holds,

    /// <summary>An instance is on the wrong side by more than the tolerance; of a claim, also that its control was not caught.</summary>
    Violated,

    /// <summary>The test has not the power to tell, for example for want of instances. It never fails a run.</summary>
    Undecided,

    /// <summary>Something the test needs is not there; the reason says what.</summary>
    Skipped,
}
