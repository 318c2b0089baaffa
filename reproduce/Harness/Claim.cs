namespace Gmlm.Reproduce.Harness;

/// <summary>The origin of a claim's wording. It is printed beside every claim, so that our wording is not taken for the paper's.</summary>
public enum Origin
{
    /// <summary>The paper has the name, the number or the text.</summary>
    Paper,

    /// <summary>The claim is the paper's, the wording is ours.</summary>
    Reconstructed,

    /// <summary>A classical fact that a proof needs.</summary>
    Literature,

    /// <summary>A consequence or control that the paper does not state.</summary>
    Beyond,
}

/// <summary>
/// A claim: a statement that an experiment decides. The command line, the tests, the snapshots and the report enumerate the claims of one
/// registry.
/// </summary>
/// <param name="Id">Stable name, lower case with dashes.</param>
/// <param name="Order">The claim's place in the report: the letter of a section and a position in it, for example "A01" or "F1".</param>
/// <param name="Title">The title, a few words.</param>
/// <param name="Origin">The origin of the wording.</param>
/// <param name="Source">The exact place, for example "Theorem 1"; never a number of the paper that was not seen.</param>
/// <param name="Wording">The claim as Typst markup, math between dollar signs.</param>
/// <param name="Method">The computation and its instances, as Typst markup.</param>
/// <param name="ControlMethod">The input of the negative control, on which the same check must fail, as Typst markup.</param>
public sealed record Claim(
    string Id, string Order, string Title, Origin Origin, string Source, string Wording, string Method, string ControlMethod)
{
    /// <summary>
    /// Whether it checks that this program implements a definition, or that stored data are what they were: such claims say nothing about
    /// the paper, and the report counts them apart.
    /// </summary>
    public bool IsImplementation { get; init; }
}
