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
        var command = Workspace.WithOptions(new Command("status", "Say what is stale, and with --why the reason") { ids, Why });
        command.SetAction(parse => Execute(new Workspace(parse), parse.GetValue(ids)!, parse.GetValue(Why)));
        return command;
    }

    private static void Execute(Workspace workspace, string[] ids, bool why)
    {
        var selection = workspace.Registry.Select(ids);
        var stale = 0;
        foreach (var experiment in selection)
        {
            var reasons = workspace.Staleness.Reasons(experiment);
            stale += reasons.Count > 0 ? 1 : 0;
            Terminal.Line($"{experiment.Id}: {(reasons.Count == 0 ? "fresh" : reasons[0] == "never run" ? "never run" : "stale")}");
            if (why && reasons is not (["never run"] or []))
            {
                foreach (var reason in reasons)
                {
                    Terminal.Line($"    {reason}");
                }
            }
        }

        Terminal.Line($"{selection.Count - stale} fresh, {stale} to run{(stale > 0 ? $": {workspace.Command("run")}" : "")}");
    }
}
