using System.Xml.Linq;
using Gmlm.Reproduce.Report.Markup;
using Gmlm.Reproduce.Snapshots;

namespace Gmlm.Reproduce.Report;

/// <summary>A claim on the page, with the values that the filters choose by.</summary>
internal static class PageClaims
{
    /// <summary>The letter of the part that a claim belongs to; empty for a claim without a place.</summary>
    public static string Part(ClaimModel claim) => claim.Order[..Math.Min(1, claim.Order.Length)];

    /// <summary>A claim.</summary>
    /// <param name="claim">The claim in its printed form.</param>
    /// <param name="experiment">The experiment that decides it.</param>
    /// <param name="origin">The origin under which it is counted.</param>
    /// <param name="snapshot">The snapshot of the experiment; null if there is none.</param>
    /// <param name="heading">The level of its heading, 2 to 6.</param>
    public static XElement Of(ClaimModel claim, ExperimentModel experiment, string origin, Snapshot? snapshot, int heading) => Tag.Of(
        $"article.claim {claim.Verdict}",
        Tag.With("id", $"claim-{claim.Id}"),
        Tag.With("data-part", Part(claim)),
        Tag.With("data-origin", origin),
        Tag.With("data-verdict", claim.Verdict),
        Tag.With("aria-labelledby", $"title-{claim.Id}"),
        Tag.Of($"h{heading}", Tag.With("id", $"title-{claim.Id}"), Tag.Of("span.order", claim.Order), $" {claim.Title}"),
        Tag.Of(
            "p.facts",
            PageOutcome.Badge(claim.Verdict),
            $" {Headings.Origin(origin)}",
            claim.Source.Length > 0 ? $" · {claim.Source}" : null,
            " · ",
            Tag.Of("code", claim.Id)),
        Tag.Of("p", MarkupHtml.Of(claim.Wording.Markup)),
        claim.Reason.Length == 0 ? null : Tag.Of("p.reason", Tag.Of("strong", $"{Headings.Verdict(claim.Verdict)}: "), claim.Reason),
        claim.Finding.Length == 0 ? null : Tag.Of("p.reason", Tag.Of("strong", "Accepted as a finding: "), claim.Finding),
        Tag.Of(
            "div.sides",
            Side("Check", claim.Method, claim.Check),
            Side("Negative control", claim.ControlMethod, claim.Control)),
        PageHistory.Of(claim.Id, snapshot),
        Tag.Of(
            "p.again quiet",
            Tag.Link($"../../{experiment.Source}", experiment.Source),
            " · again: ",
            Tag.Of("code", experiment.Command)));

    private static XElement Side(string name, MarkupModel method, SideModel? side) => Tag.Of(
        "div",
        Tag.Of("p", Tag.Of("strong", $"{name}. "), MarkupHtml.Of(method.Markup)),
        side is null ? null : Tag.Of(
            "dl",
            Row("verdict", name == "Check" ? side.Verdict : Caught(side)),
            Row("instances", side.Instances),
            Row("worst margin", PageNumbers.Of(side.Margin), side.WorstInstance.Length > 0 ? $" · {side.WorstInstance}" : null),
            Row("tolerance", PageNumbers.Of(side.Tolerance), side.ToleranceReason.Length > 0 ? $" · {side.ToleranceReason}" : null)));

    private static string Caught(SideModel side) =>
        side.Verdict == "violated" ? "found violated, as it must be" : $"{Headings.Verdict(side.Verdict)}: not caught";

    private static XElement Row(string name, params object?[] content) => Tag.Of("div", Tag.Of("dt", name), Tag.Of("dd", content));
}
