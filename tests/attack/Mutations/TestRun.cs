using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;

namespace Gmlm.Attack.Mutations;

/// <summary>How a run of some tests ended.</summary>
internal enum TestEnd
{
    /// <summary>Every test passed.</summary>
    Passed,

    /// <summary>A test failed.</summary>
    Failed,

    /// <summary>The process of the tests crashed, for example by a stack overflow.</summary>
    Crashed,

    /// <summary>The time limit was exceeded.</summary>
    TimedOut,
}

/// <summary>The outcome of running some test classes.</summary>
/// <param name="End">How the run ended.</param>
/// <param name="FirstFailure">The first failed test, or null.</param>
/// <param name="Failures">All failed tests that were reported.</param>
/// <param name="ClassSeconds">Class → seconds; empty if the run was stopped.</param>
/// <param name="Said">The output of the process.</param>
internal sealed record TestRun(
    TestEnd End, string? FirstFailure, IReadOnlyList<string> Failures, IReadOnlyDictionary<string, double> ClassSeconds, string Said)
{
    // 4 GiB. With this limit, a fault that allocates without end fails its test instead of exhausting the machine's memory.
    private const string ManagedHeapLimit = "0x100000000";

    private const string FailureMark = " [FAIL]";

    /// <summary>Runs test classes of one suite in a separate process, until the first failure or to the end.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="classes">The full names of the classes, at least one.</param>
    /// <param name="mutant">The number of the active fault; 0 for none.</param>
    /// <param name="limit">The time after which the run is stopped.</param>
    /// <param name="temporary">A folder for the tests' temporary files.</param>
    /// <param name="cancellation">Stops the tests.</param>
    /// <exception cref="OperationCanceledException">The run was interrupted.</exception>
    public static TestRun Execute(
        TestSuite suite, IReadOnlyCollection<string> classes, int mutant, TimeSpan limit, string temporary, CancellationToken cancellation)
    {
        Directory.CreateDirectory(temporary);
        var results = Path.Combine(temporary, "results.xml");
        File.Delete(results);
        var start = new ProcessStartInfo(suite.Program, Arguments(classes, mutant > 0, results))
        {
            WorkingDirectory = suite.Folder,
        };
        start.Environment[Rewriter.Variable] = mutant.ToString(CultureInfo.InvariantCulture);
        start.Environment["TMPDIR"] = temporary;
        start.Environment["DOTNET_GCHeapHardLimit"] = ManagedHeapLimit;
        var (finished, exitCode, said) = RunProcess(start, limit, cancellation);
        string[] failures =
        [
            .. said.Split('\n').Select(line => line.Trim()).Where(line => line.EndsWith(FailureMark, StringComparison.Ordinal))
                .Select(line => line[..^FailureMark.Length]),
        ];
        var end = !finished ? TestEnd.TimedOut
            : exitCode == 0 ? TestEnd.Passed
            : failures.Length > 0 ? TestEnd.Failed : TestEnd.Crashed;
        return new TestRun(end, failures.FirstOrDefault(), failures, Seconds(results), said);
    }

    /// <summary>Runs a process to its end or until the time limit, and returns what it wrote.</summary>
    /// <exception cref="OperationCanceledException">The run was interrupted.</exception>
    internal static (bool Finished, int ExitCode, string Said) RunProcess(ProcessStartInfo start, TimeSpan limit, CancellationToken cancellation)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.RedirectStandardInput = true;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var finished = WaitForExit(process, limit, cancellation);
        var said = output.Result + error.Result;
        cancellation.ThrowIfCancellationRequested();
        return (finished, process.ExitCode, said);
    }

    private static IEnumerable<string> Arguments(IReadOnlyCollection<string> classes, bool stopOnFail, string results)
    {
        var always = new[] { "-noColor", "-noLogo", "-noAutoReporters", "-trait-", "Category=Slow", "-result-xml", results };
        string[] stop = stopOnFail ? ["-stopOnFail"] : [];
        return [.. always, .. stop, .. classes.SelectMany(name => new[] { "-class", name })];
    }

    // Processes that the tests have started, such as a server or a child waiting for input, are killed with the test process.
    private static bool WaitForExit(Process process, TimeSpan limit, CancellationToken cancellation)
    {
        using var registration = cancellation.Register(() => process.Kill(entireProcessTree: true));
        if (process.WaitForExit(limit))
        {
            return true;
        }

        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        return false;
    }

    private static Dictionary<string, double> Seconds(string results) => File.Exists(results) && new FileInfo(results).Length > 0
        ? XDocument.Load(results).Descendants("test")
            .GroupBy(test => test.Attribute("type")!.Value)
            .ToDictionary(group => group.Key, group => group.Sum(Time))
        : [];

    private static double Time(XElement test) => double.Parse(test.Attribute("time")!.Value, CultureInfo.InvariantCulture);
}
