using System.Text;
using Gmlm.Reproduce.Snapshots;

namespace Gmlm.Reproduce.Commands.Gating;

/// <summary>
/// On GitHub Actions, which sets the variables GITHUB_ACTIONS and GITHUB_STEP_SUMMARY: what the gate refuses as annotations of the run, and
/// the gate's summary on the page of the job.
/// </summary>
internal static class GitHubAnnotations
{
    /// <summary>
    /// One line for each annotation: what moved and what is violated as errors; claims skipped for a reason that no snapshot lists as
    /// warnings, or as errors where the gate refuses them.
    /// </summary>
    public static IEnumerable<string> Of(GateReport report) =>
    [
        .. report.Moved.Select(row =>
            Line("error", $"{row.Experiment} moved", $"{row.Name}: {row.Old} → {row.New}, allowed: {row.Tolerance}")),
        .. report.Violations.Select(violation => Line("error", "violated", violation)),
        .. report.Skipped.Where(skipped => !skipped.IsListed)
            .Select(skipped => Line(report.RequireAll ? "error" : "warning", "skipped", skipped.ToString())),
    ];

    /// <summary>Writes them where the variables are set.</summary>
    /// <param name="report">The gate's report.</param>
    /// <param name="summary">The gate's summary, Markdown.</param>
    public static void Write(GateReport report, string summary)
    {
        if (Environment.GetEnvironmentVariable("GITHUB_ACTIONS") != "true")
        {
            return;
        }

        foreach (var line in Of(report))
        {
            Console.Out.WriteLine(line);
        }

        if (Environment.GetEnvironmentVariable("GITHUB_STEP_SUMMARY") is { Length: > 0 } page)
        {
            File.AppendAllText(page, summary, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
    }

    private static string Line(string level, string title, string message) => $"::{level} title={Escaped(title)
        .Replace(":", "%3A", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal)}::{Escaped(message)}";

    private static string Escaped(string text) => text.Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);
}
