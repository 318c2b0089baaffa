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

    /// <summary>The process of the tests died, for example of a stack overflow.</summary>
    Crashed,

    /// <summary>The time was up.</summary>
    TimedOut,
}

/// <summary>What came of running some classes of tests.</summary>
/// <param name="End">How it ended.</param>
/// <param name="FirstFailure">The first failed test, or null.</param>
/// <param name="Failures">All failed tests that were seen.</param>
/// <param name="ClassSeconds">Class → seconds; empty where the run was stopped.</param>
/// <param name="Said">What the process said.</param>
internal sealed record TestRun(
    TestEnd End, string? FirstFailure, IReadOnlyList<string> Failures, IReadOnlyDictionary<string, double> ClassSeconds, string Said)
{
    // 4 GiB: a fault that allocates without end fails its test instead of taking the machine.
    private const string ManagedHeapLimit = "0x100000000";

    private const string FailureMark = " [FAIL]";

    /// <summary>Runs classes of one suite in a process of their own, until the first failure or to the end.</summary>
    /// <param name="suite">Whose tests.</param>
    /// <param name="classes">Full names; at least one.</param>
    /// <param name="mutant">The number of the fault that is switched on; 0 for none.</param>
    /// <param name="limit">After this time the run is ended.</param>
    /// <param name="temporary">A folder for the tests' temporary files.</param>
    /// <param name="cancellation">Ends the tests.</param>
    /// <exception cref="OperationCanceledException">Interrupted.</exception>
    public static TestRun Execute(
        TestSuite suite, IReadOnlyCollection<string> classes, int mutant, TimeSpan limit, string temporary, CancellationToken cancellation)
    {
        Directory.CreateDirectory(temporary);
        var results = Path.Combine(temporary, "results.xml");
        File.Delete(results);
        var start = new ProcessStartInfo(suite.Program, Arguments(classes, mutant > 0, results))
        {
            WorkingDirectory = suite.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment[Rewriter.Variable] = mutant.ToString(CultureInfo.InvariantCulture);
        start.Environment["TMPDIR"] = temporary;
        start.Environment["DOTNET_GCHeapHardLimit"] = ManagedHeapLimit;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var finished = WaitForExit(process, limit, cancellation);
        var said = output.Result + error.Result;
        cancellation.ThrowIfCancellationRequested();

        string[] failures =
        [
            .. said.Split('\n').Select(line => line.Trim()).Where(line => line.EndsWith(FailureMark, StringComparison.Ordinal))
                .Select(line => line[..^FailureMark.Length]),
        ];
        var end = !finished ? TestEnd.TimedOut
            : process.ExitCode == 0 ? TestEnd.Passed
            : failures.Length > 0 ? TestEnd.Failed : TestEnd.Crashed;
        return new TestRun(end, failures.FirstOrDefault(), failures, Seconds(results), said);
    }

    private static IEnumerable<string> Arguments(IReadOnlyCollection<string> classes, bool stopOnFail, string results)
    {
        var always = new[] { "-noColor", "-noLogo", "-noAutoReporters", "-trait-", "Category=Slow", "-result-xml", results };
        string[] stop = stopOnFail ? ["-stopOnFail"] : [];
        return [.. always, .. stop, .. classes.SelectMany(name => new[] { "-class", name })];
    }

    // Whatever the tests have started ends with them: a server, a child that waits for its input.
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
