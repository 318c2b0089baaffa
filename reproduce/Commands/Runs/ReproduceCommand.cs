using System.CommandLine;
using Gmlm.Reproduce.Commands.Gating;
using Gmlm.Reproduce.Commands.Options;

namespace Gmlm.Reproduce.Commands.Runs;

/// <summary>
/// <c>reproduce</c>: the main job: run, verify, report. A failing step does not stop the next one; the exit code is the gravest.
/// </summary>
internal static class ReproduceCommand
{
    public static Command Create()
    {
        var command = Workspace.WithOptions(
            new Command("reproduce", "The main job: run what is stale, verify, and compile the report") { VerifyCommand.RequireAll });
        command.SetAction((parse, cancellation) =>
            Task.Run(
                () => Execute(new Workspace(parse), parse.GetValue(VerifyCommand.RequireAll), cancellation), CancellationToken.None));
        return command;
    }

    private static int Execute(Workspace workspace, bool requireAll, CancellationToken cancellation)
    {
        workspace.RequireWritableOutput(); // Checked once here, since otherwise every step would report it.
        return new Func<int>[]
        {
            () => RunCommand.Execute(workspace, [], force: false, cancellation),
            () => VerifyCommand.Execute(workspace, workspace.Registry.Experiments, requireAll),
            () => ReportCommand.Execute(workspace, cancellation),
        }.Max(step => Guarded(step, cancellation));
    }

    // Turns the failure of one step into its exit code, so that the later steps still run. Without Node, for example, there are results and
    // a verdict.
    private static int Guarded(Func<int> step, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            return step();
        }
        catch (UserError error) when (error.ExitCode != ExitCode.Usage)
        {
            Console.Error.WriteLine(error.Message);
            return error.ExitCode;
        }
    }
}
