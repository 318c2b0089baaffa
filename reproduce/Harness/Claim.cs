namespace Gmlm.Reproduce.Harness;

/// <summary>
/// A claim: what everything here turns around. The command line, the tests, the snapshots and the report enumerate the same registry of them.
/// </summary>
/// <param name="Id">Stable name, lower case with dashes.</param>
/// <param name="Order">Place in the report: "A01" (theory section A) … "F1" (figures).</param>
/// <param name="Title">A few words.</param>
/// <param name="Origin">Where the wording comes from: paper, reconstructed, literature or beyond.</param>
/// <param name="Source">The exact place, for example "Theorem 1".</param>
/// <param name="Wording">The claim as Typst markup, math between dollar signs.</param>
/// <param name="Method">How it is checked, as Typst markup.</param>
/// <param name="ControlMethod">What the negative control feeds to the same check, as Typst markup.</param>
public sealed record Claim(string Id, string Order, string Title, string Origin, string Source, string Wording, string Method, string ControlMethod);
