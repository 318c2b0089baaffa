namespace Gmlm.Reproduce.Harness;

/// <summary>Where a claim's wording comes from. It is printed beside every claim, so that nobody takes our words for the paper's.</summary>
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
/// A claim: what everything here turns around. The command line, the tests, the snapshots and the report enumerate the same registry of them.
/// </summary>
/// <param name="Id">Stable name, lower case with dashes.</param>
/// <param name="Order">Place in the report: the letter of a section and a position in it, for example "A01" or "F1".</param>
/// <param name="Title">A few words.</param>
/// <param name="Origin">Where the wording comes from.</param>
/// <param name="Source">The exact place, for example "Theorem 1"; never a number of the paper that is not known.</param>
/// <param name="Wording">The claim as Typst markup, math between dollar signs.</param>
/// <param name="Method">What is computed, over which instances, as Typst markup.</param>
/// <param name="ControlMethod">What the negative control feeds to the same check, as Typst markup.</param>
public sealed record Claim(string Id, string Order, string Title, Origin Origin, string Source, string Wording, string Method, string ControlMethod);
