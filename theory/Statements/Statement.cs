namespace Gmlm.Theory.Statements;

/// <summary>Where a statement's wording comes from. Printed beside every claim, so that nobody takes our words for the paper's.</summary>
public enum Origin
{
    /// <summary>Name, number or text is the paper's.</summary>
    Paper,

    /// <summary>The claim is the paper's, the wording is ours.</summary>
    Reconstructed,

    /// <summary>A classical fact that a proof needs.</summary>
    Literature,

    /// <summary>A consequence or control that the paper does not state.</summary>
    Beyond,
}

/// <summary>
/// One statement of the theory, checked over a seeded grid of instances and controlled: the same check on an input where the
/// statement is false must come out <see cref="CheckVerdict.Violated"/>. One file per statement; the harness finds them by themselves.
/// </summary>
public abstract class Statement
{
    /// <summary>Stable name in lower-case-with-dashes, used on the command line and in file names.</summary>
    public abstract string Id { get; }

    /// <summary>A short title for tables and headings.</summary>
    public abstract string Title { get; }

    /// <summary>Place in the report: section letter and position within it, for example "A01".</summary>
    public abstract string Order { get; }

    /// <summary>Who says so.</summary>
    public abstract Origin Origin { get; }

    /// <summary>The exact place, for example "Theorem 1" or "van der Vaart 2000, Theorem 5.23"; never a number we do not hold.</summary>
    public abstract string Source { get; }

    /// <summary>The statement as Typst markup with math between dollar signs.</summary>
    public abstract string Wording { get; }

    /// <summary>What is computed, over which instances, as plain words (Typst markup allowed).</summary>
    public abstract string Method { get; }

    /// <summary>What the negative control feeds to the same check.</summary>
    public abstract string ControlMethod { get; }

    /// <summary>Runs check and control. Deterministic for a given scope.</summary>
    public abstract StatementReport Check(StatementScope scope);
}
