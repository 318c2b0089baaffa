using System.Xml.Linq;
using Gmlm.Reproduce.Harness.Cache;
using Gmlm.Reproduce.Report.Markup;
using Gmlm.Reproduce.Snapshots;

namespace Gmlm.Reproduce.Report;

/// <summary>The history of a claim: the acceptances that the snapshot of its experiment keeps, newest first.</summary>
internal static class PageHistory
{
    /// <summary>The history of a claim.</summary>
    /// <param name="claim">The claim's id.</param>
    /// <param name="snapshot">The snapshot of the claim's experiment; null if there is none.</param>
    public static XElement Of(string claim, Snapshot? snapshot)
    {
        if (snapshot is null || snapshot.Acceptances.Count == 0)
            return Tag.Of("p.history quiet", "No result of this claim was accepted as a snapshot yet.");
        var finding = snapshot.FindingOf(claim)?.Acceptance;
        return Tag.Of(
            "details.history",
            Tag.Of("summary", $"History: {Acceptances(snapshot.Acceptances.Count)}, in the snapshot: {Verdict(snapshot, claim)}"),
            Tag.Of("ol", snapshot.Acceptances.Select(acceptance => Tag.Of(
                "li",
                Tag.Of("time", $"{acceptance.Date:yyyy-MM-dd}"),
                $" · version {acceptance.Version} · commit ",
                Tag.Of("code", GitCheckout.Shortened(acceptance.Commit)),
                $": {acceptance.Reason}",
                acceptance == finding ? Tag.Of("strong", " (accepts the violation of this claim)") : null))));
    }

    private static string Acceptances(int count) => count == 1 ? "1 acceptance" : $"{count} acceptances";

    private static string Verdict(Snapshot snapshot, string claim) => snapshot.Verdicts.TryGetValue(claim, out var verdict)
        ? Headings.Verdict(ModelBuilder.Word(verdict))
        : "without this claim";
}
