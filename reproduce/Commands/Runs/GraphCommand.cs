using System.CommandLine;
using System.Text;
using Gmlm.Reproduce.Commands.Options;

namespace Gmlm.Reproduce.Commands.Runs;

/// <summary><c>graph</c>: inputs, experiments and their status as a Mermaid diagram.</summary>
internal static class GraphCommand
{
    public static Command Create()
    {
        var ids = CommonOptions.Ids();
        var command = Workspace.WithOptions(
            new Command("graph", "Print experiments, the data and models they read, and their status, as a Mermaid diagram") { ids });
        command.SetAction(parse =>
        {
            var workspace = new Workspace(parse);
            Console.Out.Write(Draw(workspace, workspace.Registry.Select(parse.GetValue(ids)!)));
        });
        return command;
    }

    private static string Draw(Workspace workspace, IReadOnlyList<Experiment> selection)
    {
        var text = new StringBuilder("flowchart LR\n");
        Input[] inputs = [.. selection.SelectMany(experiment => experiment.Inputs(workspace.Profile)).Distinct()];
        foreach (var input in inputs)
        {
            var here = workspace.Inputs.Checksum(input) is not null;
            text.Append(CultureInfo.InvariantCulture, $"  {Node(input)}[(\"{input}\")]:::{(here ? "here" : "missing")}\n");
        }

        foreach (var experiment in selection)
        {
            var state = ExperimentStatus.Of(workspace, experiment).State;
            text.Append(CultureInfo.InvariantCulture, $"  {Node(experiment)}[\"{experiment.Id}: {state}\"]:::{Class(state)}\n");
            foreach (var input in experiment.Inputs(workspace.Profile))
            {
                text.Append(CultureInfo.InvariantCulture, $"  {Node(input)} --> {Node(experiment)}\n");
            }
        }

        return text.Append("  classDef fresh,here fill:#dfd,stroke:#393\n  classDef stale,missing fill:#fdd,stroke:#933\n")
            .Append("  classDef never fill:#eee,stroke:#999\n")
            .ToString();
    }

    private static string Class(string state) => state == ExperimentStatus.NeverRun ? "never" : state;

    private static string Node(Experiment experiment) => $"e-{experiment.Id}";

    private static string Node(Input input) => $"{input.Kind.ToString().ToLowerInvariant()}-{input.Name}";
}
