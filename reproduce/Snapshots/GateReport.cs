namespace Gmlm.Reproduce.Snapshots;

/// <summary>A skipped claim.</summary>
/// <param name="Claim">The claim's id.</param>
/// <param name="Reason">The missing input.</param>
/// <param name="IsListed">Whether the snapshot lists the claim as one that may be skipped for this reason.</param>
public sealed record SkippedClaim(string Claim, string Reason, bool IsListed)
{
    /// <summary>The printed line.</summary>
    public override string ToString() => $"{Claim}: {Reason}{(IsListed ? " (as its snapshot lists)" : "")}";
}

/// <summary>The report of the gate on a selection of results.</summary>
/// <param name="RequireAll">Whether the gate refuses skipped claims that no snapshot lists, and items that no snapshot holds yet.</param>
/// <param name="Warnings">Differences that may explain all others: another machine, another seed.</param>
/// <param name="Moved">The items that the gate refuses.</param>
/// <param name="Within">The number of gated items within their tolerance.</param>
/// <param name="Gone">The number of items that are absent because each claim that needs them was skipped.</param>
/// <param name="Decided">The number of claims that were not skipped.</param>
/// <param name="Violations">The violated claims without an accepted finding, with the reason of each.</param>
/// <param name="Findings">The violated claims with an accepted finding, with the reason of its acceptance.</param>
/// <param name="Skipped">The skipped claims.</param>
/// <param name="NotRecorded">
/// The items, with their experiments, that were not compared because the snapshot is too old to hold them.
/// </param>
/// <param name="Experiments">The compared experiments, and whether each has moved.</param>
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
    /// <summary>The number of claims skipped for a reason that no snapshot lists.</summary>
    public int Unlisted => Skipped.Count(skipped => !skipped.IsListed);

    /// <summary>Whether the gate passes.</summary>
    public bool Passed => Moved.Count == 0 && Violations.Count == 0 && !(RequireAll && Unlisted + NotRecorded.Count > 0);

    /// <summary>All counts in one line.</summary>
    public string Summary => string.Create(
        CultureInfo.InvariantCulture,
        $"{Within} items within tolerance, {Moved.Count} moved, {Gone} gone with skipped claims, {NotRecorded.Count} not recorded yet; ")
        + string.Create(
            CultureInfo.InvariantCulture,
            $"{Decided} claims decided, {Skipped.Count} skipped ({Unlisted} of them listed in no snapshot), ")
        + string.Create(CultureInfo.InvariantCulture, $"{Violations.Count} violated without an accepted finding");
}
