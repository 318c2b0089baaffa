using System.CommandLine;
using Gmlm.Reproduce.Commands.Options;
using Gmlm.Reproduce.Commands.Streams;

namespace Gmlm.Reproduce.Commands.Runs;

/// <summary><c>status --why</c>: which results are stale, and why.</summary>
internal static class StatusCommand
{
    private static readonly Option<bool> Why = new("--why", "-w") { Description = "say why: code, parameters, inputs, never run" };

    public static Command Create()
    {
        var ids = CommonOptions.Ids();
        var command = Workspace.WithOptions(
            new Command("status", "Say what is stale, and with --why the reason") { ids, Why, CommonOptions.Json });
        command.SetAction(parse =>
        {
            var workspace = new Workspace(parse);
            ExperimentStatus[] all =
                [.. workspace.Registry.Select(parse.GetValue(ids)!).Select(experiment => ExperimentStatus.Of(workspace, experiment))];
            if (parse.GetValue(CommonOptions.Json))
            {
                Terminal.Json(all);
            }
            else
            {
                Show(workspace, all, parse.GetValue(Why));
            }
        });
        return command;
    }

    private static void Show(Workspace workspace, ExperimentStatus[] all, bool why)
    {
        foreach (var status in all)
        {
            Terminal.Line($"{status.Experiment}: {status.State}");
            foreach (var reason in why && status.State == ExperimentStatus.Stale ? status.Reasons : [])
            {
                Terminal.Line($"    {reason}");
            }
        }

        var stale = all.Count(status => status.State != ExperimentStatus.Fresh);
        Terminal.Line($"{all.Length - stale} fresh, {stale} to run{(stale > 0 ? $": {workspace.Command("run")}" : "")}");
    }
}
