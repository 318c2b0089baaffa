using System.CommandLine;
using Gmlm.Padir.Runtime;
using Gmlm.Reproduce.Commands.Options;
using Gmlm.Reproduce.Commands.Streams;
using Gmlm.Reproduce.Harness.Cache;

namespace Gmlm.Reproduce.Commands.Upkeep;

/// <summary><c>doctor</c>: checks the machine, and says how to install what is missing.</summary>
internal static class DoctorCommand
{
    private const int OldestNode = 20;
    private const long LeastMemory = 4L << 30;
    private const long LeastDisk = 2L << 30;

    private sealed record Finding(string What, bool Well, string Found, string Mend = "");

    public static Command Create()
    {
        var command = Workspace.WithOptions(
            new Command("doctor", "Check the machine, and say how to install what is missing") { CommonOptions.Json });
        command.SetAction(parse => Execute(new Workspace(parse), parse.GetValue(CommonOptions.Json)));
        return command;
    }

    private static int Execute(Workspace workspace, bool json)
    {
        var repository = workspace.Repository;
        Finding[] findings =
        [
            Processor(),
            Memory(),
            Runtime(),
            Torch(),
            Node(repository),
            Typesetter(repository),
            Git(repository),
            Output(repository),
            Inputs(workspace),
        ];
        if (json)
        {
            Terminal.Json(findings);
        }
        else
        {
            Show(findings);
        }

        return findings.All(finding => finding.Well) ? ExitCode.Success : ExitCode.Missing;
    }

    private static void Show(Finding[] findings)
    {
        var table = Terminal.Table("", "what", "found", "to mend");
        foreach (var finding in findings)
        {
            table.Row(finding.Well ? "ok" : "MISSING", finding.What, finding.Found, finding.Well ? "" : finding.Mend);
        }

        Terminal.Out.Write(table);
        var missing = findings.Count(finding => !finding.Well);
        Terminal.Line(missing == 0 ? "All there." : $"{missing} of {findings.Length} need mending.");
    }

    private static Finding Processor()
    {
        var machine = ThisMachine.Machine;
        return new Finding("processor", true, $"{machine.Processor}, {machine.Cores} logical, {machine.InstructionSet}, {machine.System}");
    }

    private static Finding Memory()
    {
        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return new Finding(
            "memory",
            available >= LeastMemory,
            FormattableString.Invariant($"{available / 1073741824.0:0.0} GiB"),
            "4 GiB are needed; close other programs or take a larger machine");
    }

    private static Finding Runtime() =>
        new(".NET", Environment.Version.Major >= 10, ThisMachine.Machine.Runtime, "install the .NET 10 SDK: https://dot.net");

    private static Finding Torch()
    {
        var probe = TorchProbe.Run();
        return probe.Loaded
            ? new Finding(
                "libtorch",
                probe.MatmulError == 0,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{probe.LibTorchVersion}, {probe.Threads} threads, {probe.GigaflopsPerSecond:0} GFLOP/s, "
                    + $"CUDA {(probe.HasCuda ? "yes" : "no")}; {probe.Library.Detail}"),
                "two matrices were not multiplied rightly; run `make clean build`")
            : new Finding("libtorch", false, probe.Error, "run `make clean build`; on Linux libstdc++6 is needed");
    }

    private static Finding Node(Repository repository)
    {
        var version = Executable.TryRun(repository.Root, "node", "--version")?.Trim();
        var well = version is not null && int.TryParse(version.TrimStart('v').Split('.')[0], out var major) && major >= OldestNode;
        return new Finding(
            "Node.js",
            well,
            version ?? "not found",
            $"install Node.js {OldestNode} or newer with npm (https://nodejs.org); only the PDF needs it");
    }

    private static Finding Typesetter(Repository repository)
    {
        var installed = TypesetterInstalled(repository.Root);
        return new Finding("Typst", true, installed ? "installed" : "not installed yet: `report` does so by `npm ci`");
    }

    private static bool TypesetterInstalled(string root) => Directory.Exists(Path.Combine(root, "reports", "template", "node_modules"));

    private static Finding Git(Repository repository)
    {
        var checkout = GitCheckout.Of(repository.Root);
        var state = !checkout.IsKnown ? "; provenance will say so" : checkout.Dirty ? ", with local changes" : "";
        return new Finding("git", true, GitCheckout.Shortened(checkout.Commit) + state);
    }

    // Missing inputs are no fault of the machine: a run fetches them, or skips the claims that need them.
    private static Finding Inputs(Workspace workspace)
    {
        Input[] wanted = [.. workspace.Registry.Experiments.SelectMany(experiment => experiment.Inputs(workspace.Profile)).Distinct()];
        Input[] missing = [.. wanted.Where(input => workspace.Inputs.Checksum(input) is null)];
        return new Finding("data, models", true, missing.Length == 0
            ? $"all {wanted.Length} there"
            : $"{wanted.Length - missing.Length} of {wanted.Length} there; "
                + $"{string.Join(", ", missing.Select(input => $"{input}: `{input.Command}`"))}");
    }

    private static Finding Output(Repository repository)
    {
        const string mend = "choose a writable folder with --out, with 2 GiB free";
        try
        {
            repository.ProbeOutput();
            var free = new DriveInfo(repository.Output).AvailableFreeSpace;
            return new Finding(
                "output folder",
                free >= LeastDisk,
                FormattableString.Invariant($"{repository.Output}, {free / 1073741824.0:0.0} GiB free"),
                mend);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new Finding("output folder", false, $"{repository.Output}: {error.Message}", mend);
        }
    }
}
