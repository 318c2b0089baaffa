using System.Text.Json.Serialization;

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
    /// <summary>
    /// The named comparisons that the check consists of, each with its own verdict; empty if there is one comparison only. They are not
    /// stored, since a run saves no result with a part that its control does not break (<see cref="ClaimVerdict.Uncontrolled"/>).
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<OutcomePart> Parts { get; init; } = [];

    /// <summary>Whether two outcomes have the same stored values.</summary>
    public bool Equals(Outcome? other) => other is not null && Stored.Equals(other.Stored);

    /// <inheritdoc/>
    public override int GetHashCode() => Stored.GetHashCode();

    private (int, double, string, double, string) Stored => (Instances, WorstMargin, WorstInstance, Tolerance, ToleranceReason);

    /// <summary>The verdict that follows from the margin; a margin that is not a number is a violation.</summary>
    public Verdict Verdict => Instances <= 0 ? Verdict.Undecided : WorstMargin >= -Tolerance ? Verdict.Holds : Verdict.Violated;
}

/// <summary>The verdict on one named comparison of a check or of its control.</summary>
/// <param name="Name">The part's name.</param>
/// <param name="Verdict">The verdict on its instances alone.</param>
public sealed record OutcomePart(string Name, Verdict Verdict);
