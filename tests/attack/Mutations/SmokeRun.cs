using System.Diagnostics;
using System.Globalization;

namespace Gmlm.Attack.Mutations;

/// <summary>
/// Runs experiments in the smoke profile with a fault switched on, and compares the results with the snapshots, as CI does. So a fault that
/// changes a gated result is noticed, even if no test notices it. Each experiment counts as a test class of the suite <see cref="Suite"/>.
/// </summary>
internal static class SmokeRun
{
    /// <summary>The name of the suite.</summary>
    public const string Suite = "smoke";

    /// <summary>Runs experiments one after the other until a fault is noticed.</summary>
    /// <param name="product">A suite whose folder, inside the checkout, holds the product.</param>
    /// <param name="experiments">Ids; at least one.</param>
    /// <param name="mutant">The number of the fault that is switched on; 0 for none.</param>
    /// <param name="limit">The run is ended after this time.</param>
    /// <param name="temporary">A folder for the results.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <exception cref="OperationCanceledException">The run was interrupted.</exception>
    public static TestRun Execute(
        TestSuite product,
        IReadOnlyCollection<string> experiments,
        int mutant,
        TimeSpan limit,
        string temporary,
        CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var seconds = new Dictionary<string, double>();
        foreach (var experiment in experiments)
        {
            var start = watch.Elapsed;
            foreach (var verb in new[] { "run", "verify" })
            {
                string[] command =
                [
                    Path.Combine(product.Folder, "Gmlm.Reproduce.dll"), verb, experiment,
                    "--profile", "smoke", "--out", Path.Combine(temporary, "results"),
                ];
                var process = new ProcessStartInfo("dotnet", command) { WorkingDirectory = product.Folder };
                process.Environment[Rewriter.Variable] = mutant.ToString(CultureInfo.InvariantCulture);
                process.Environment.TryAdd("OMP_WAIT_POLICY", "PASSIVE");
                var left = limit - watch.Elapsed;
                var (finished, exitCode, said) = TestRun.RunProcess(process, left > TimeSpan.Zero ? left : TimeSpan.Zero, cancellation);
                if (!finished || exitCode != 0)
                {
                    var failure = $"{experiment}.{verb}";
                    return new TestRun(finished ? TestEnd.Failed : TestEnd.TimedOut, failure, [failure], seconds, said);
                }
            }

            seconds[experiment] = (watch.Elapsed - start).TotalSeconds;
        }

        return new TestRun(TestEnd.Passed, null, [], seconds, "");
    }
}
