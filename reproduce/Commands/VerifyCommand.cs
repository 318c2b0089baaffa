using System.CommandLine;
using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Harness.Cache;
using Gmlm.Reproduce.Snapshots;

namespace Gmlm.Reproduce.Commands;

/// <summary><c>verify</c>: the gate. Exit 1 and a table of old, new, Δ, Δ/tolerance when something moved.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var ids = CommonOptions.Ids();
        var command = Workspace.WithOptions(new Command("verify", "Compare results with the snapshots; exit 1 when something moved") { ids });
        command.SetAction(parse =>
        {
            var workspace = new Workspace(parse);
            return Execute(workspace, workspace.Registry.Select(parse.GetValue(ids)!));
        });
        return command;
    }

    public static int Execute(Workspace workspace, IReadOnlyList<Experiment> selection)
    {
        var results = workspace.FreshResults(selection);
        var report = new Gate(workspace.Snapshots).Verify(results.Select(entry => entry.Result), workspace.Registered, ThisMachine.Machine);
        foreach (var warning in report.Warnings)
        {
            Terminal.Line($"warning: {warning}");
        }

        if (report.Moved.Count > 0)
        {
            Terminal.Out.Write(Differences(report.Moved));
        }

        foreach (var violation in report.Violations)
        {
            Terminal.Line($"violated: {violation}");
        }

        foreach (var finding in report.Findings)
        {
            Terminal.Line($"accepted finding: {finding}");
        }

        foreach (var skipped in report.Skipped)
        {
            Terminal.Line($"skipped: {skipped}");
        }

        var summary = Path.Combine(workspace.Repository.Output, "verify.md");
        new WrittenFiles(workspace.Repository.Output).Write(summary, Gate.Markdown(report, workspace.Profile));
        Terminal.Line($"{report.Within} items within tolerance, {report.Moved.Count} moved, {report.Violations.Count} violated; summary in {workspace.Repository.Relative(summary)}");
        if (report.Received.Count > 0)
        {
            Terminal.Line($"look: {workspace.Command("diff")}; accept: {workspace.Command("accept ID… --reason \"…\"")}");
        }

        return report.Passed ? ExitCode.Success : ExitCode.Moved;
    }

    /// <summary>The readable table.</summary>
    public static Spectre.Console.Table Differences(IEnumerable<Difference> rows)
    {
        var table = Terminal.Table("experiment", "item", "old", "new", "Δ", "Δ/tolerance", "allowed");
        foreach (var row in rows)
        {
            table.Row(row.Experiment, row.Name, row.Old, row.New, row.DeltaText, row.RatioText, row.Tolerance);
        }

        return table;
    }
}
