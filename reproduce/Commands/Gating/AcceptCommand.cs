using System.CommandLine;
using Gmlm.Reproduce.Commands.Options;
using Gmlm.Reproduce.Commands.Streams;
using Gmlm.Reproduce.Harness.Cache;
using Gmlm.Reproduce.Snapshots;

namespace Gmlm.Reproduce.Commands.Gating;

/// <summary>
/// <c>accept ID… --reason "…"</c>: turns fresh results into snapshots, and records the reason, date and commit in them. Either all named
/// results are accepted or none. CI may not accept.
/// </summary>
internal static class AcceptCommand
{
    private static readonly Option<string?> Reason = new("--reason", "-r")
    {
        Description = "why this change is right; stays in the snapshot", HelpName = "TEXT",
    };
    private static readonly Option<bool> All = new("--all")
    {
        Description = "every experiment whose snapshot moved or is missing. A snapshot that did not move but lacks recorded facts "
            + "gets only those facts. Newly violated claims must be named instead",
    };

    public static Command Create()
    {
        var ids = CommonOptions.Ids();
        const string Purpose = "Make results the snapshots, with a reason; "
            + "for a named claim it replaces the reason of its accepted finding";
        var command = Workspace.WithOptions(new Command("accept", Purpose) { ids, Reason, All });
        command.SetAction(parse => Execute(new Workspace(parse), parse.GetValue(ids)!, parse.GetValue(All), parse.GetValue(Reason)));
        return command;
    }

    private static int Execute(Workspace workspace, string[] ids, bool all, string? reason)
    {
        RefuseUsage(ids, all, reason);
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var acceptance = new Acceptance(Acceptance.ThisVersion, today, CleanCommit(workspace.Repository), reason!.Trim());
        var orphans = workspace.Snapshots.Orphans(workspace.Registered).Where(id => all || ids.Contains(id)).ToArray();
        string[] owned = [.. ids.Except(orphans)];
        var accepted = owned.Length > 0 || all ? Chosen(workspace, owned, all) : [];
        foreach (var orphan in orphans)
        {
            workspace.Snapshots.Remove(orphan);
            Terminal.Line($"{orphan}: removed, no such experiment");
        }

        foreach (var (result, provenance, moved) in accepted)
        {
            var path = workspace.Repository.Relative(workspace.Snapshots.Verified(result.Experiment));
            if (all && !moved)
            {
                workspace.Snapshots.Complete(result, acceptance);
                Terminal.Line($"{result.Experiment}: what was not recorded yet is added to {path}");
            }
            else
            {
                workspace.Snapshots.Accept(result, provenance.Machine, acceptance, restated: owned);
                Terminal.Line($"{result.Experiment}: accepted into {path}");
            }
        }

        return ExitCode.Success;
    }

    private static void RefuseUsage(string[] ids, bool all, string? reason)
    {
        if (Environment.GetEnvironmentVariable("CI") is not null)
        {
            throw UserError.Usage(
                "accept: not in CI (the environment variable CI is set); look at the received files, accept on your machine, and commit "
                + "the snapshots");
        }

        if (!Acceptance.HasWord(reason))
        {
            throw UserError.Usage("accept: --reason \"…\" is required; say in words why the change is right");
        }

        if ((ids.Length == 0) != all)
        {
            throw UserError.Usage("accept: name the experiments, or give --all");
        }
    }

    // The record of an acceptance names a commit, so that commit must hold every source the results were computed from.
    private static string CleanCommit(Repository repository)
    {
        var checkout = GitCheckout.Of(repository.Root);
        if (!checkout.IsKnown || WorkingTree.Changes(repository.Root, repository.Output) is not { } changes)
        {
            throw UserError.Missing(
                $"accept: the commit is {checkout.Commit}, and an acceptance is recorded with its commit; accept in a git checkout");
        }

        if (changes.Count > 0)
        {
            throw UserError.Missing(
                $"accept: {Some(changes)} differ{(changes.Count == 1 ? "s" : "")} from the commit; commit, ignore or remove what is not a "
                + "snapshot, and accept then");
        }

        return BuiltFrom.Differing(repository.Root) is { Count: > 0 } differing
            ? throw UserError.Missing(
                $"accept: this program was not built from this checkout's {Some(differing)}; run `make build`, and `run` for what is stale "
                + "then")
            : checkout.Commit;
    }

    private static (ExperimentResult Result, Provenance Provenance, bool Moved)[] Chosen(Workspace workspace, string[] named, bool all)
    {
        var fresh = workspace.FreshResults(workspace.Registry.Select(named))
            .Select(entry => (entry.Result, entry.Provenance, Rows: workspace.Snapshots.Compare(entry.Result)))
            .Where(entry =>
                !all
                    || entry.Rows.Any(row => row.Moved)
                    || workspace.Snapshots.Load(entry.Result.Experiment) is not { IsComplete: true })
            .ToArray();
        foreach (var (result, provenance, _) in fresh)
        {
            AcceptanceRules.Check(result, provenance, workspace.Snapshots.Load(result.Experiment), workspace.Profile, named);
        }

        return [.. fresh.Select(entry => (entry.Result, entry.Provenance, entry.Rows.Any(row => row.Moved)))];
    }

    private static string Some(IReadOnlyList<string> files) =>
        string.Join(", ", files.Take(3)) + (files.Count > 3 ? $" and {files.Count - 3} more" : "");
}
