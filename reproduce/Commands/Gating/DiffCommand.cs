using System.CommandLine;
using DiffEngine;
using Gmlm.Reproduce.Commands.Options;
using Gmlm.Reproduce.Commands.Streams;
using Gmlm.Reproduce.Snapshots;

namespace Gmlm.Reproduce.Commands.Gating;

/// <summary>
/// <c>diff</c>: shows every difference from the snapshots, within tolerance or not; on an interactive terminal it also opens a diff tool.
/// </summary>
internal static class DiffCommand
{
    public static Command Create()
    {
        var ids = CommonOptions.Ids();
        var command = Workspace.WithOptions(
            new Command("diff", "Show every difference from the snapshots, in a diff tool if one is found") { ids, CommonOptions.Json });
        command.SetAction((parse, _) =>
        {
            var workspace = new Workspace(parse);
            var selection = workspace.Registry.Select(parse.GetValue(ids)!);
            if (parse.GetValue(CommonOptions.Json))
            {
                Terminal.Json(workspace.FreshResults(selection).SelectMany(entry => Differing(workspace, entry.Result)).ToArray());
                return Task.FromResult(ExitCode.Success);
            }

            return Execute(workspace, selection);
        });
        return command;
    }

    private static Difference[] Differing(Workspace workspace, ExperimentResult result) =>
    [
        .. workspace.Snapshots.Compare(result)
            .Where(row => row.Moved || (row.Standing != Standing.NotRecorded && (row.Old != row.New || row.Delta is not (null or 0)))),
    ];

    private static async Task<int> Execute(Workspace workspace, IReadOnlyList<Experiment> selection)
    {
        var differing = 0;
        foreach (var (result, _) in workspace.FreshResults(selection))
        {
            var rows = Differing(workspace, result);
            if (rows.Length == 0)
            {
                continue;
            }

            differing++;
            Terminal.Out.Write(VerifyCommand.Differences(rows));
            var moved = rows.Any(row => row.Moved);
            var received = workspace.Snapshots.Receive(result, moved);
            if (moved && Terminal.IsLive && !BuildServerDetector.Detected)
            {
                await DiffRunner.LaunchAsync(received, workspace.Snapshots.Verified(result.Experiment));
            }
        }

        Terminal.Line($"{differing} of {selection.Count} experiments differ from their snapshots");
        return ExitCode.Success;
    }
}
