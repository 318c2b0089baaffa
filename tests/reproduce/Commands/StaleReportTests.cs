using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Harness.Cache;
using Xunit;

namespace Gmlm.Reproduce.Tests.Commands;

/// <summary>The report shows no result that the present code would not compute.</summary>
public sealed class StaleReportTests : IDisposable
{
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("code")]
    [InlineData("parameter")]
    public void AStaleResultIsNotReported(string what)
    {
        using var results = new MadeUpResults(_cli);
        results.Save("k-pl", Verdict.Violated, "told by the fresh result");
        results.Save("mle-limit", Verdict.Violated, "told by the stale result", all => Change(what == "code" ? all.Code : all.Parameters));
        var (_, output, _) = _cli.Run("report --profile smoke");
        Assert.Contains("figures in", output);
        var report = File.ReadAllText(_cli.PathOf("reports", "build", "report.json"));
        Assert.Contains("told by the fresh result", report);
        Assert.DoesNotContain("told by the stale result", report);

        results.Save("k-pl", Verdict.Violated, "", dependencies => Change(dependencies.Code));
        var (code, nothing, error) = _cli.Run("report --profile smoke");
        Assert.Equal(ExitCode.Missing, code);
        Assert.DoesNotContain("figures in", nothing);
        Assert.Contains("no results to report", error);
    }

    private static void Change(SortedDictionary<string, string> dependencies)
    {
        var name = dependencies.Keys.First();
        dependencies[name] = $"not {dependencies[name]}";
    }
}
