using System.CommandLine;
using Gmlm.Reproduce.Commands.Options;
using Gmlm.Reproduce.Commands.Streams;

namespace Gmlm.Reproduce.Commands.Runs;

/// <summary><c>list</c>: the claims and experiments, with the verdict and duration of the last run.</summary>
internal static class ListCommand
{
    public static Command Create()
    {
        var command = Workspace.WithOptions(
            new Command("list", "List claims and experiments, and how long each took last") { CommonOptions.Json });
        command.SetAction(parse => Execute(new Workspace(parse), parse.GetValue(CommonOptions.Json)));
        return command;
    }

    // Seconds is how long the last run of the experiment took; null where there was none.
    private sealed record Listed(
        string Experiment,
        string Claim,
        string Title,
        string Origin,
        string Source,
        IReadOnlyList<string> Needs,
        IReadOnlyList<string> Missing,
        string Verdict,
        double? Seconds);

    private static void Execute(Workspace workspace, bool json)
    {
        Listed[] claims = [.. workspace.Registry.Experiments.SelectMany(experiment => Of(workspace, experiment))];
        if (json)
        {
            Terminal.Json(claims);
            return;
        }

        var table = Terminal.Table("experiment", "claim", "title", "origin", "source", "needs", "verdict", "took");
        foreach (var claim in claims)
        {
            var needs = claim.Needs.Select(input => claim.Missing.Contains(input) ? $"{input} (missing)" : input);
            table.Row(
                claim.Experiment,
                claim.Claim,
                claim.Title,
                claim.Origin,
                claim.Source,
                string.Join(", ", needs),
                claim.Verdict,
                Terminal.Duration(claim.Seconds));
        }

        Terminal.Out.Write(table);
        Terminal.Line($"{workspace.Registry.Experiments.Count} experiments, {claims.Length} claims");
    }

    private static IEnumerable<Listed> Of(Workspace workspace, Experiment experiment)
    {
        var stored = workspace.Store.Load(experiment.Id);
        var inputs = experiment.Inputs(workspace.Profile);
        string[] needs = [.. inputs.Select(input => input.ToString())];
        string[] missing = [.. inputs.Where(input => workspace.Inputs.Checksum(input) is null).Select(input => input.ToString())];
        return experiment.Claims.Select(claim => new Listed(
            experiment.Id,
            claim.Id,
            claim.Title,
            claim.Origin.ToString().ToLowerInvariant(),
            claim.Source,
            needs,
            missing,
            stored?.Result.Verdicts.FirstOrDefault(candidate => candidate.Claim == claim.Id)?.Verdict.ToString().ToLowerInvariant()
                ?? "never run",
            stored?.Provenance.Seconds));
    }
}
