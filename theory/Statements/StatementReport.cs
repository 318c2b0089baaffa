namespace Gmlm.Theory.Statements;

/// <summary>What a check says.</summary>
public enum CheckVerdict
{
    /// <summary>Every instance is on the right side, up to the tolerance.</summary>
    Holds,

    /// <summary>At least one instance is on the wrong side by more than the tolerance.</summary>
    Violated,

    /// <summary>The check could not tell, for example for want of instances.</summary>
    Inconclusive,
}

/// <summary>
/// The outcome over a grid of instances. A margin is the signed distance to violation: right side − left side of an inequality,
/// −|difference| of an identity. The statement holds when the worst margin is at least −<paramref name="Tolerance"/>.
/// </summary>
/// <param name="Instances">How many instances were compared.</param>
/// <param name="WorstMargin">The least margin seen.</param>
/// <param name="WorstInstance">The instance that had it, in words.</param>
/// <param name="Tolerance">What rounding or sampling may take, in the margin's unit; not negative.</param>
/// <param name="ToleranceReason">Why that much.</param>
public sealed record CheckOutcome(int Instances, double WorstMargin, string WorstInstance, double Tolerance, string ToleranceReason)
{
    /// <summary>Follows from the margin; a margin that is not a number is a violation.</summary>
    public CheckVerdict Verdict => Instances == 0 ? CheckVerdict.Inconclusive
        : WorstMargin >= -Tolerance ? CheckVerdict.Holds : CheckVerdict.Violated;
}

/// <summary>A number worth reporting beside the verdict.</summary>
/// <param name="Name">Stable name, lower-case with dots and dashes, for example <c>price.j0.3.k1</c>.</param>
/// <param name="Value">The value.</param>
/// <param name="Unit">Unit, or empty.</param>
/// <param name="StandardError">For an estimate; null for a computed value.</param>
/// <param name="RelativeTolerance">For a computed value: how far another processor's rounding may move it; null when the value itself is rounding noise and is shown, not gated.</param>
public sealed record Quantity(string Name, double Value, string Unit = "", double? StandardError = null, double? RelativeTolerance = 1e-6);

/// <summary>Check, control and what else was measured.</summary>
/// <param name="Check">The statement on inputs where it should hold.</param>
/// <param name="Control">The same check on an input where it is false: its verdict must be Violated.</param>
/// <param name="Quantities">Numbers for the report, in reading order.</param>
public sealed record StatementReport(CheckOutcome Check, CheckOutcome Control, IReadOnlyList<Quantity> Quantities);
