using System.Globalization;

namespace Gmlm.Reproduce.Snapshots;

/// <summary>A claim that could not be decided here.</summary>
/// <param name="Claim">The claim's id.</param>
/// <param name="Reason">What was missing.</param>
/// <param name="IsListed">Whether the snapshot lists the claim as one that may be skipped for this reason.</param>
public sealed record SkippedClaim(string Claim, string Reason, bool IsListed)
{
    /// <summary>For a person.</summary>
    public override string ToString() => $"{Claim}: {Reason}{(IsListed ? " (as its snapshot lists)" : "")}";
}

/// <summary>What the gate found over a selection of results.</summary>
/// <param name="RequireAll">Whether it refuses every skip that no snapshot lists, and every item that no snapshot holds yet.</param>
/// <param name="Warnings">Read these first: another machine, another seed.</param>
/// <param name="Moved">What the gate refuses.</param>
/// <param name="Within">How many gated items stayed within their tolerance.</param>
/// <param name="Gone">How many items are absent because each claim that needs them was skipped.</param>
/// <param name="Decided">How many claims have a verdict.</param>
/// <param name="Violations">Claims violated without an accepted finding, with the reason of each.</param>
/// <param name="Findings">Claims violated whose violation is accepted, with the acceptance.</param>
/// <param name="Skipped">Claims that could not be checked here.</param>
/// <param name="NotRecorded">Experiment and item: what was not compared since the snapshot is too old to hold it.</param>
/// <param name="Experiments">Every experiment that was compared, and whether it moved.</param>
public sealed record GateReport(
    bool RequireAll,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<Difference> Moved,
    int Within,
    int Gone,
    int Decided,
    IReadOnlyList<string> Violations,
    IReadOnlyList<string> Findings,
    IReadOnlyList<SkippedClaim> Skipped,
    IReadOnlyList<string> NotRecorded,
    IReadOnlyList<(string Experiment, bool Moved)> Experiments)
{
    /// <summary>Claims skipped for a reason that no snapshot lists.</summary>
    public int Unlisted => Skipped.Count(skipped => !skipped.IsListed);

    /// <summary>Whether CI may go on.</summary>
    public bool Passed => Moved.Count == 0 && Violations.Count == 0 && !(RequireAll && Unlisted + NotRecorded.Count > 0);

    /// <summary>What was counted, in one line.</summary>
    public string Summary => string.Create(
        CultureInfo.InvariantCulture,
        $"{Within} items within tolerance, {Moved.Count} moved, {Gone} gone with skipped claims, {NotRecorded.Count} not recorded yet; ")
        + string.Create(
            CultureInfo.InvariantCulture,
            $"{Decided} claims decided, {Skipped.Count} skipped ({Unlisted} of them listed in no snapshot), ")
        + string.Create(CultureInfo.InvariantCulture, $"{Violations.Count} violated without an accepted finding");
}
