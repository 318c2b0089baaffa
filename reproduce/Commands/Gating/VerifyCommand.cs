using System.CommandLine;
using Gmlm.Reproduce.Commands.Options;
using Gmlm.Reproduce.Commands.Streams;
using Gmlm.Reproduce.Harness.Cache;
using Gmlm.Reproduce.Snapshots;

namespace Gmlm.Reproduce.Commands.Gating;

/// <summary>
/// <c>verify</c>: compares results with the snapshots. If something moved, it prints old, new, Δ and Δ/tolerance, and exits with 1.
/// </summary>
internal static class VerifyCommand
{
    /// <summary>The option --require-all.</summary>
    public static readonly Option<bool> RequireAll = new("--require-all")
    {
        Description = "for CI: exit 1 also if a claim was skipped that its snapshot does not list as skipped, or if a snapshot lacks "
            + "a compared value",
    };

    public static Command Create()
    {
        var ids = CommonOptions.Ids();
        var command = Workspace.WithOptions(
            new Command("verify", "Compare results with the snapshots; exit 1 when something moved")
            {
                ids, RequireAll, CommonOptions.Json,
            });
        command.SetAction(parse =>
        {
            var workspace = new Workspace(parse);
            return Execute(
                workspace,
                workspace.Registry.Select(parse.GetValue(ids)!),
                parse.GetValue(RequireAll),
                parse.GetValue(CommonOptions.Json));
        });
        return command;
    }

    public static int Execute(Workspace workspace, IReadOnlyList<Experiment> selection, bool requireAll, bool json = false)
    {
        ExperimentResult[] results = [.. workspace.FreshResults(selection).Select(entry => entry.Result)];
        var report = new Gate(workspace.Snapshots).Verify(results, workspace.Registered, ThisMachine.Machine, requireAll);
        if (json)
        {
            Terminal.Json(new
            {
                report.Passed,
                report.Within,
                report.Gone,
                report.Decided,
                report.Moved,
                report.Violations,
                report.Findings,
                report.Skipped,
                report.NotRecorded,
                report.Warnings,
            });
        }
        else
        {
            Show(report);
        }

        var (file, summary) = (Path.Combine(workspace.Repository.Output, "verify.md"), GateMarkdown.Of(report, workspace.Profile));
        var written = Written(() => new WrittenFiles(workspace.Repository.Output).Write(file, summary))
            && Written(() => Receive(workspace, results, report));
        if (!json)
        {
            var where = written ? $"summary in {workspace.Repository.Relative(file)}" : "not all of it could be written";
            Terminal.Line($"{report.Summary}; {where}");
            Advise(workspace, report);
            Written(() => GitHubAnnotations.Write(report, summary));
        }

        return !report.Passed ? ExitCode.Moved : written ? ExitCode.Success : ExitCode.Missing;
    }

    /// <summary>The table of differences.</summary>
    public static Spectre.Console.Table Differences(IEnumerable<Difference> rows)
    {
        var table = Terminal.Table("experiment", "item", "old", "new", "Δ", "Δ/tolerance", "allowed");
        foreach (var row in rows)
        {
            table.Row(row.Experiment, row.Name, row.Old, row.New, row.DeltaText, row.RatioText, row.Tolerance);
        }

        return table;
    }

    private static void Show(GateReport report)
    {
        foreach (var warning in report.Warnings)
        {
            Terminal.Line($"warning: {warning}");
        }

        if (report.Moved.Count > 0)
        {
            Terminal.Out.Write(Differences(report.Moved));
        }

        foreach (var line in report.Violations.Select(violation => $"violated: {violation}")
            .Concat(report.Findings.Select(finding => $"accepted finding: {finding}"))
            .Concat(report.Skipped.Select(skipped => $"skipped: {skipped}")))
        {
            Terminal.Line(line);
        }
    }

    private static void Advise(Workspace workspace, GateReport report)
    {
        if (report.Moved.Count > 0)
        {
            Terminal.Line($"look: {workspace.Command("diff")}; accept: {workspace.Command("accept ID… --reason \"…\"")}");
        }

        if (report.NotRecorded.Count > 0)
        {
            Terminal.Line(
                $"to record what is not recorded yet, values left as they are: {workspace.Command("accept --all --reason \"…\"")}");
        }
    }

    private static void Receive(Workspace workspace, ExperimentResult[] results, GateReport report)
    {
        foreach (var (result, (_, moved)) in results.Zip(report.Experiments))
        {
            workspace.Snapshots.Receive(result, moved);
        }
    }

    // If the summary file cannot be written, the differences are still printed.
    private static bool Written(Action write)
    {
        try
        {
            write();
            return true;
        }
        catch (Exception error) when (error is UserError or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(error.Message);
            return false;
        }
    }
}
