using System.Text;

namespace Gmlm.Reproduce.Snapshots;

/// <summary>The report of the gate as Markdown, for the summary of a pull request.</summary>
public static class GateMarkdown
{
    /// <summary>The whole text.</summary>
    public static string Of(GateReport report, Profile profile)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Snapshots, {profile.Name()} profile: {Title(report)}\n\n{report.Summary}.\n");
        foreach (var warning in report.Warnings)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n> {warning}\n");
        }

        if (report.Moved.Count > 0)
        {
            text.Append("\n| experiment | item | old | new | Δ | Δ/tolerance | allowed |\n|---|---|---|---|---|---|---|\n");
            foreach (var row in report.Moved)
            {
                text.Append("| ")
                    .AppendJoin(" | ", row.Experiment, row.Name, row.Old, row.New, row.DeltaText, row.RatioText, row.Tolerance)
                    .Append(" |\n");
            }
        }

        Append(text, "Violated", report.Violations);
        Append(text, "Accepted findings", report.Findings);
        Append(text, "Skipped, and listed in no snapshot", Lines(report, isListed: false));
        Append(text, "Skipped as the snapshots list", Lines(report, isListed: true));
        Append(text, "Not recorded yet", report.NotRecorded);
        return text.ToString();
    }

    private static string Title(GateReport report) => report.Moved.Count > 0 ? "moved"
        : report.Violations.Count > 0 ? "violated"
        : report.Passed ? "nothing moved"
        : "not everything could be compared";

    private static string[] Lines(GateReport report, bool isListed) =>
        [.. report.Skipped.Where(skipped => skipped.IsListed == isListed).Select(skipped => $"{skipped}")];

    private static void Append(StringBuilder text, string heading, IReadOnlyList<string> lines)
    {
        if (lines.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {heading}\n\n")
                .AppendJoin('\n', lines.Select(line => $"- {line}")).Append('\n');
        }
    }
}
