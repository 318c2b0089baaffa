using System.CommandLine;
using Gmlm.Reproduce.Commands.Options;
using Gmlm.Reproduce.Commands.Streams;

namespace Gmlm.Reproduce.Commands.Runs;

/// <summary><c>list</c>: the claims and experiments, with the verdict and duration of the last run.</summary>
internal static class ListCommand
{
    public static Command Create()
    {
        var command = Workspace.WithOptions(new Command("list", "List claims and experiments, and how long each took last"));
        command.SetAction(parse => Execute(new Workspace(parse)));
        return command;
    }

    private static void Execute(Workspace workspace)
    {
        var table = Terminal.Table("experiment", "claim", "title", "origin", "source", "needs", "verdict", "took");
        foreach (var experiment in workspace.Registry.Experiments)
        {
            var stored = workspace.Store.Load(experiment.Id);
            var needs = string.Join(
                ", ",
                experiment.Inputs(workspace.Profile)
                    .Select(input => workspace.Inputs.Checksum(input) is null ? $"{input} (missing)" : $"{input}"));
            foreach (var claim in experiment.Claims)
            {
                var verdict = stored?.Result.Verdicts.FirstOrDefault(candidate => candidate.Claim == claim.Id)?.Verdict.ToString()
                    .ToLowerInvariant()
                    ?? "never run";
                table.Row(
                    experiment.Id,
                    claim.Id,
                    claim.Title,
                    claim.Origin.ToString().ToLowerInvariant(),
                    claim.Source,
                    needs,
                    verdict,
                    Terminal.Duration(stored?.Provenance.Seconds));
            }
        }

        Terminal.Out.Write(table);
        Terminal.Line(
            $"{workspace.Registry.Experiments.Count} experiments, "
            + $"{workspace.Registry.Experiments.Sum(experiment => experiment.Claims.Count)} claims");
    }
}
