using System.CommandLine;
using Gmlm.Reproduce.Commands.Options;
using Gmlm.Reproduce.Commands.Streams;
using Gmlm.Reproduce.Harness.Cache;
using Gmlm.Reproduce.Report;
using Gmlm.Reproduce.Snapshots;

namespace Gmlm.Reproduce.Commands.Runs;

/// <summary><c>report</c>: draws the figures, writes the page and compiles the PDF from existing results; computes nothing.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        const string description = "Draw the figures, write the page and compile the PDF from the results at hand";
        var command = Workspace.WithOptions(new Command("report", description));
        command.SetAction((parse, cancellation) => Task.Run(() => Execute(new Workspace(parse), cancellation), CancellationToken.None));
        return command;
    }

    public static int Execute(Workspace workspace, CancellationToken cancellation)
    {
        workspace.RequireWritableOutput();
        var input = Gather(workspace);
        if (input.Experiments.All(experiment => experiment.Result is null))
        {
            throw UserError.Missing($"no results to report; first run `{workspace.Command("run")}`");
        }

        try
        {
            void Made(string what, string place) => Terminal.Line($"{what} in {workspace.Repository.Relative(place)}");
            var path = ReportBuilder.Compile(input, workspace.Repository.Root, workspace.Repository.Output, cancellation, made: Made);
            Terminal.Line($"report in {workspace.Repository.Relative(path)}");
            return ExitCode.Success;
        }
        catch (MissingToolException error)
        {
            throw UserError.Missing(error.Message, error);
        }
        catch (TypesettingException error)
        {
            throw new UserError(ExitCode.Moved, error.Message, error);
        }
    }

    // Stale results are reported as never run, since the report must not show results that the current code would not compute.
    private static ReportInput Gather(Workspace workspace)
    {
        var experiments = new List<ReportExperiment>();
        Provenance? any = null;
        foreach (var experiment in workspace.Registry.Experiments)
        {
            var stored = workspace.Staleness.Reasons(experiment).Count == 0 ? workspace.Store.Load(experiment.Id) : null;
            any ??= stored?.Provenance;
            var snapshot = workspace.Snapshots.Load(experiment.Id);
            experiments.Add(new ReportExperiment(
                experiment.Id,
                experiment.Title,
                experiment.Claims,
                stored?.Result,
                stored is { } entry ? Origin(entry.Provenance) : new Dictionary<string, string>(),
                stored?.Provenance.Seconds,
                snapshot?.FindingReasons ?? new Dictionary<string, string>(),
                workspace.Command($"run {experiment.Id} --force"),
                experiment.SourceFile)
            {
                Snapshot = snapshot,
            });
        }

        var results = experiments.Select(experiment => experiment.Result).OfType<ExperimentResult>();

        return new ReportInput(
            workspace.Profile.Name(),
            workspace.Seed,
            experiments,
            any is null ? new Dictionary<string, string>() : Environment(any),
            RecordedAttacks.Load(workspace.Repository.Root))
        {
            Gate = new Gate(workspace.Snapshots).Verify(results, workspace.Registered, ThisMachine.Machine),
        };
    }

    private static Dictionary<string, string> Origin(Provenance provenance) => new()
    {
        ["Commit"] = Commit(provenance),
        ["Peak memory of the run so far"] = FormattableString.Invariant($"{provenance.PeakMemoryMiB:0} MiB"),
    };

    private static Dictionary<string, string> Environment(Provenance provenance)
    {
        var environment = new Dictionary<string, string>
        {
            ["Processor"] = $"{provenance.Machine.Processor}, {provenance.Machine.Cores} logical, {provenance.Machine.InstructionSet}",
            ["System"] = provenance.Machine.System,
            ["Runtime"] = provenance.Machine.Runtime,
            ["Generator"] = provenance.Dependencies.Parameters["(generator)"],
        };
        foreach (var (name, version) in provenance.Libraries)
        {
            environment[name] = version;
        }

        return environment;
    }

    private static string Commit(Provenance provenance) => GitCheckout.Shortened(provenance.Commit)
        + (provenance.Dirty ? " with local changes" : "");
}
