using System.Xml.Linq;
using Gmlm.Reproduce.Report.Markup;
using Gmlm.Reproduce.Snapshots;

namespace Gmlm.Reproduce.Report;

/// <summary>The first tables of the page: the statements of the abstract, the counts by origin, and what the gate refuses.</summary>
internal static class PageOutcome
{
    /// <summary>A verdict as a badge.</summary>
    public static XElement Badge(string verdict) => Tag.Of($"span.badge {verdict}", Headings.Verdict(verdict));

    /// <summary>What the paper says, what this run finds, and the claims that decide it.</summary>
    public static XElement Statements(ReportModel report) => Tag.Scrolling(
        "Statements of the abstract",
        Tag.Of(
            "table.outcome",
            Tag.Of("caption", "The statements of the paper's abstract, each with what this run finds and the claims that decide it."),
            PageTables.Head(["The paper says", "We find", "Verdicts", "Claims"], _ => false),
            Tag.Of("tbody", report.Statements.Select(statement => Tag.Of(
                "tr",
                Tag.Of("th", Tag.With("scope", "row"), MarkupHtml.Of(statement.Says.Markup)),
                Tag.Of("td", MarkupHtml.Of(statement.Finds.Markup), " ", Tag.Of("span.quiet", $"({statement.Strength})")),
                Tag.Of("td", statement.Verdicts.Select(count => Tag.Of("div", $"{count.Count} ", Badge(count.Verdict)))),
                Tag.Of("td", statement.Claims.Select(claim => new object[] { Tag.Link($"#claim-{claim.Label}", claim.Text), " " })))))));

    /// <summary>How many claims of each origin have each verdict.</summary>
    public static XElement Origins(ReportModel report)
    {
        CountModel[] shown = [.. report.Counts.Where(count => count.Count > 0)];
        XElement Row(string name, IReadOnlyList<CountModel> verdicts, int claims) => Tag.Of(
            "tr",
            Tag.Of("th", Tag.With("scope", "row"), name),
            shown.Select(column => Tag.Of("td.numeric", Count(verdicts, column.Verdict))),
            Tag.Of("td.numeric", $"{claims}"));
        return Tag.Scrolling(
            "Claims by origin and verdict",
            Tag.Of(
                "table",
                Tag.Of("caption", "Claims by origin and verdict."),
                PageTables.Head(
                    ["What is claimed", .. shown.Select(count => Headings.Verdict(count.Verdict)), "claims"], column => column > 0),
                Tag.Of(
                    "tbody",
                    report.Origins.Select(origin => Row(origin.Name, origin.Verdicts, origin.Claims)),
                    Row("all", report.Counts, report.Claims))));
    }

    /// <summary>The items that the gate refuses.</summary>
    public static XElement Moved(IReadOnlyList<Difference> moved) => Tag.Scrolling(
        "What moved",
        Tag.Of(
            "table",
            Tag.Of("caption", "What moved against the snapshots."),
            PageTables.Head(["experiment", "item", "old", "new", "Δ", "Δ/tolerance", "allowed"], column => column is > 1 and < 6),
            Tag.Of("tbody", moved.Select(row => Tag.Of(
                "tr",
                ((string[])[row.Experiment, row.Name]).Select(cell => Tag.Of("td", cell)),
                ((string[])[row.Old, row.New, row.DeltaText, row.RatioText]).Select(cell => Tag.Of("td.numeric", cell)),
                Tag.Of("td", row.Tolerance))))));

    private static string Count(IReadOnlyList<CountModel> verdicts, string verdict) =>
        verdicts.First(count => count.Verdict == verdict).Count is var count and > 0 ? $"{count}" : "–";
}
