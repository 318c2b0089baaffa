using System.CommandLine;
using Gmlm.Padir.Corpora;
using Gmlm.Reproduce.Commands.Options;
using Gmlm.Reproduce.Commands.Streams;
using Gmlm.Reproduce.Harness.Cache;

namespace Gmlm.Reproduce.Commands.Runs;

/// <summary><c>run [ids…]</c>: runs the stale experiments.</summary>
internal static class RunCommand
{
    private static readonly Option<bool> Force = new("--force", "-f") { Description = "run even what is fresh" };

    public static Command Create()
    {
        var ids = CommonOptions.Ids();
        var command = Workspace.WithOptions(new Command("run", "Run what is stale; a failure does not stop the others") { ids, Force });
        command.SetAction((parse, cancellation) =>
            Task.Run(
                () => Execute(new Workspace(parse), parse.GetValue(ids)!, parse.GetValue(Force), cancellation),
                CancellationToken.None));
        return command;
    }

    /// <summary>
    /// Runs the experiments and reports the verdicts. The exit code is the gravest of each failure's code and of 1 for a violated claim
    /// that no snapshot accepts.
    /// </summary>
    public static int Execute(Workspace workspace, IReadOnlyCollection<string> ids, bool force, CancellationToken cancellation)
    {
        var selection = workspace.Registry.Select(ids);
        workspace.RequireWritableOutput();
        Fetch(workspace, selection, cancellation);
        var run = new Run(workspace.Repository, workspace.Store, workspace.Staleness, workspace.Inputs);
        var summary = Terminal.IsLive
            ? LiveProgress.Watch(selection, observer => run.Execute(selection, force, observer, cancellation))
            : run.Execute(selection, force, new PlainProgress(selection.Count), cancellation);

        var verdicts = summary.Results.SelectMany(result => result.Verdicts.Select(verdict => (result.Experiment, verdict))).ToArray();
        var counts = verdicts.GroupBy(entry => entry.verdict.Verdict)
            .OrderBy(group => group.Key)
            .Select(group => $"{group.Count()} {group.Key.ToString().ToLowerInvariant()}");
        Terminal.Line(
            $"{verdicts.Length} claims: "
            + $"{string.Join(", ", counts)}{(summary.Failed.Count > 0 ? $"; {summary.Failed.Count} experiments failed" : "")}");
        foreach (var (experiment, error) in summary.Failed)
        {
            Console.Error.WriteLine($"{experiment} failed: {error.Message}");
        }

        foreach (var skipped in verdicts.Where(entry => entry.verdict.Verdict == Verdict.Skipped).GroupBy(entry => entry.verdict.Reason))
        {
            Terminal.Line($"skipped {string.Join(", ", skipped.Select(entry => entry.verdict.Claim))}: {skipped.Key}");
        }

        var violated = verdicts.Where(
            entry => entry.verdict.Verdict == Verdict.Violated && !IsFinding(workspace, entry.Experiment, entry.verdict.Claim))
            .ToArray();
        foreach (var (_, verdict) in violated)
        {
            Console.Error.WriteLine($"{verdict.Claim} is violated: {verdict.Reason}");
        }

        return summary.Failed.Select(failure => ExitCode.Of(failure.Error))
            .Append(violated.Length > 0 ? ExitCode.Moved : ExitCode.Success)
            .Max();
    }

    // Fetches corpora that are not cached. Each failure is reported once, and the claims that need the corpus are skipped.
    private static void Fetch(Workspace workspace, IReadOnlyList<Experiment> selection, CancellationToken cancellation)
    {
        var wanted = selection.SelectMany(experiment => experiment.Inputs(workspace.Profile))
            .Where(input => input.Kind == InputKind.Corpus)
            .Distinct();
        foreach (var entry in wanted.Select(input => Catalogue.Find(input.Name)).Where(entry => !workspace.Corpora.Has(entry)))
        {
            Terminal.Line($"fetching {entry.Name} …");
            try
            {
                workspace.Corpora.FetchAsync(entry, null, cancellation).GetAwaiter().GetResult();
            }
            catch (CorpusException error)
            {
                Terminal.Line($"warning: {error.Message}");
            }
        }
    }

    private static bool IsFinding(Workspace workspace, string experiment, string claim) =>
        workspace.Snapshots.Load(experiment)?.FindingOf(claim) is not null;
}
