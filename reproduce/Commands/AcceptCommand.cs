using System.CommandLine;
using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Harness.Cache;
using Gmlm.Reproduce.Snapshots;

namespace Gmlm.Reproduce.Commands;

/// <summary><c>accept ID… --reason "…"</c>: makes fresh results the snapshots. The reason stays in the file; CI may not accept.</summary>
internal static class AcceptCommand
{
    private static readonly Option<string?> Reason = new("--reason", "-r") { Description = "why this change is right; stays in the snapshot", HelpName = "TEXT" };
    private static readonly Option<bool> All = new("--all") { Description = "every experiment whose snapshot moved or is missing" };

    public static Command Create()
    {
        var ids = CommonOptions.Ids();
        var command = Workspace.WithOptions(new Command("accept", "Make results the snapshots, with a reason; a claim that is named gets it as its finding's reason anew") { ids });
        command.Add(Reason);
        command.Add(All);
        command.SetAction(parse => Execute(new Workspace(parse), parse.GetValue(ids)!, parse.GetValue(All), parse.GetValue(Reason)));
        return command;
    }

    private static int Execute(Workspace workspace, string[] ids, bool all, string? reason)
    {
        if (Environment.GetEnvironmentVariable("CI") is { Length: > 0 } and not "false")
        {
            throw UserError.Usage("accept: not in CI; look at the received files, accept on your machine, and commit the snapshots");
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            throw UserError.Usage("accept: --reason \"…\" is required; say why the change is right");
        }

        if ((ids.Length == 0) != all)
        {
            throw UserError.Usage("accept: name the experiments, or give --all");
        }

        var orphans = workspace.Snapshots.Orphans(workspace.Registered).Where(id => all || ids.Contains(id)).ToArray();
        foreach (var orphan in orphans)
        {
            workspace.Snapshots.Remove(orphan);
            Terminal.Line($"{orphan}: removed, no such experiment");
        }

        string[] owned = [.. ids.Except(orphans)];
        if (owned.Length == 0 && !all)
        {
            return ExitCode.Success;
        }

        foreach (var (result, provenance) in workspace.FreshResults(workspace.Registry.Select(owned)))
        {
            if (all && !workspace.Snapshots.Compare(result).Any(row => row.Moved))
            {
                continue;
            }

            RefuseLoss(result, workspace.Snapshots.Load(result.Experiment));
            workspace.Snapshots.Accept(result, provenance.Machine, reason.Trim(), restated: owned);
            Terminal.Line($"{result.Experiment}: accepted into {workspace.Repository.Relative(workspace.Snapshots.Verified(result.Experiment))}");
        }

        return ExitCode.Success;
    }

    // A run without data must not make the snapshot forget what a run with data found.
    private static void RefuseLoss(ExperimentResult result, Snapshot? before)
    {
        if (result.Verdicts.FirstOrDefault(verdict => verdict.Verdict == Verdict.Skipped && before?.Verdicts.GetValueOrDefault(verdict.Claim, Verdict.Skipped) is not (null or Verdict.Skipped)) is { } lost)
        {
            throw UserError.Missing($"accept: {lost.Claim} was skipped here and its snapshot has a verdict; {lost.Reason}");
        }
    }
}
