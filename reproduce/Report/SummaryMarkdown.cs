using System.Text;
using Gmlm.Reproduce.Report.Markup;
using Gmlm.Reproduce.Snapshots;

namespace Gmlm.Reproduce.Report;

/// <summary>The outcome of a run as Markdown, short enough for a comment on a pull request.</summary>
internal static class SummaryMarkdown
{
    /// <summary>The name of the summary's file.</summary>
    public const string File = "summary.md";

    // A comment on GitHub holds 65,536 characters; a run in which everything moved must stay below.
    private const int MostRows = 25;
    private const int LongestCell = 200;

    /// <summary>The whole text.</summary>
    /// <param name="input">The results.</param>
    /// <param name="report">The results in their printed form.</param>
    public static string Of(ReportInput input, ReportModel report)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Results, {report.Profile} profile, seed {report.Seed}\n\n");
        var counts = report.Counts.Where(count => count.Count > 0).Select(count => $"{count.Count} {Headings.Verdict(count.Verdict)}");
        text.Append(CultureInfo.InvariantCulture, $"{report.Claims} claims: {string.Join(", ", counts)}.\n");
        if (input.Gate is { } gate)
            text.Append(CultureInfo.InvariantCulture, $"Against the snapshots: {gate.Summary}.\n");

        Table(text, "Outcome", ["the paper says", "we find", "verdicts", "claims"], report.Statements.Select(Statement));
        Table(
            text,
            "Claims by origin",
            ["what is claimed", .. report.Counts.Select(count => Headings.Verdict(count.Verdict)), "claims"],
            report.Origins.Select(row => (string[])[row.Name, .. row.Verdicts.Select(count => $"{count.Count}"), $"{row.Claims}"]));
        if (input.Gate is { } compared)
            Gate(text, compared);
        Figures(text, report);
        return text.ToString();
    }

    private static string[] Statement(StatementModel statement) =>
    [
        MarkdownCell.OfMarkup(statement.Says.Markup),
        $"{MarkdownCell.OfMarkup(statement.Finds.Markup)} ({MarkdownCell.Of(statement.Strength)})",
        string.Join(", ", statement.Verdicts.Select(count => $"{count.Count} {Headings.Verdict(count.Verdict)}")),
        string.Join(' ', statement.Claims.Select(claim => claim.Text)),
    ];

    private static void Gate(StringBuilder text, GateReport gate)
    {
        Lines(text, "Warnings", gate.Warnings);
        Table(
            text,
            "What moved against the snapshots",
            ["experiment", "item", "old", "new", "Δ", "Δ/tolerance", "allowed"],
            gate.Moved.Take(MostRows).Select(row =>
                (string[])[.. ((string[])[row.Experiment, row.Name, row.Old, row.New, row.DeltaText, row.RatioText, row.Tolerance])
                    .Select(Cell)]));
        if (gate.Moved.Count > MostRows)
            text.Append(CultureInfo.InvariantCulture, $"\n… and {gate.Moved.Count - MostRows} more, all of them in verify.md.\n");
        Lines(text, "Violated without an accepted finding", gate.Violations);
        Lines(text, "Accepted findings", gate.Findings);
    }

    private static void Figures(StringBuilder text, ReportModel report)
    {
        FigureModel[] figures = [.. report.Sections.SelectMany(section => section.Experiments).SelectMany(each => each.Figures)];
        if (figures.Length == 0)
            return;
        text.Append("\n## Figures\n\n")
            .AppendJoin('\n', figures.Select(figure => $"![{Cell(figure.Alt)}](figures/{figure.Name}.svg)"))
            .Append('\n');
    }

    private static void Table(StringBuilder text, string title, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        IReadOnlyList<string>[] all = [.. rows];
        if (all.Length == 0)
            return;
        text.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n| {string.Join(" | ", columns)} |\n")
            .Append('|').AppendJoin("|", columns.Select(_ => "---")).Append("|\n");
        foreach (var row in all)
            text.Append("| ").AppendJoin(" | ", row).Append(" |\n");
    }

    private static void Lines(StringBuilder text, string title, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
            return;
        text.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n");
        foreach (var line in lines.Take(MostRows))
            text.Append(CultureInfo.InvariantCulture, $"- {Cell(line)}\n");
        if (lines.Count > MostRows)
            text.Append(CultureInfo.InvariantCulture, $"- … and {lines.Count - MostRows} more\n");
    }

    private static string Cell(string words) =>
        MarkdownCell.Of(words.Length <= LongestCell ? words : string.Concat(words.AsSpan(0, LongestCell), "…"));
}
