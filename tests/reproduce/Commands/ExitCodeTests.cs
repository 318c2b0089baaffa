using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Harness.Cache;
using Gmlm.Reproduce.Tests.Architecture;
using Gmlm.Reproduce.Tests.Report;
using Xunit;

namespace Gmlm.Reproduce.Tests.Commands;

/// <summary>Every failure in a part of a verb's work shows in its exit code.</summary>
public sealed class ExitCodeTests : IDisposable
{
    private readonly Cli _cli = new();

    [Fact]
    public void RunSaysThatAnExperimentFailed()
    {
        foreach (var name in new[] { "controlled-ar", "controlled-padir-raw", "controlled-padir" })
        {
            Directory.CreateDirectory(_cli.PathOf("padir", "checkpoints", name));
            File.WriteAllText(_cli.PathOf("padir", "checkpoints", name, "manifest.json"), "damaged");
        }

        var (code, output, error) = _cli.Run("run --profile smoke mle-limit trained-pair");
        Assert.NotEqual(ExitCode.Success, code);
        Assert.Contains("mle-limit: holds", output);
        Assert.Contains("manifest.json", error);
    }

    [Fact]
    public void RunSaysThatAClaimIsViolated()
    {
        using var results = new MadeUpResults(_cli);
        results.Save("k-pl", Verdict.Holds, "");
        results.Save("mle-limit", Verdict.Holds, "");
        Assert.Equal(ExitCode.Success, _cli.Run("run --profile smoke mle-limit k-pl").ExitCode);

        results.Save("mle-limit", Verdict.Violated, "made up");
        var (code, output, error) = _cli.Run("run --profile smoke mle-limit k-pl");
        Assert.Equal(ExitCode.Moved, code);
        Assert.Contains("1 violated", output);
        Assert.Contains("mle-limit is violated: made up", error);
    }

    /// <summary>
    /// The first result cannot be written, so run and verify fail; the report is still made from the one existing result.
    /// </summary>
    [Fact]
    public void ReproduceReturnsTheGravestOfItsSteps()
    {
        Node.Require();
        using var results = new MadeUpResults(_cli);
        var experiments = results.Registry.Experiments;
        results.Save("k-pl", Verdict.Holds, "");
        var kept = new ResultStore(_cli.PathOf("reports", "build"), Profile.Smoke, Run.DefaultSeed).PathOf(experiments[0].Id);
        Directory.CreateDirectory(Path.Combine(kept, "below")); // A file cannot be renamed to a folder that is not empty.

        var template = _cli.PathOf("reports", "template");
        Directory.CreateSymbolicLink(template, Path.Combine(SourceTree.Root, "reports", "template"));
        try
        {
            var mirror = Directory.CreateDirectory(_cli.PathOf("mirror")).FullName;
            var (code, output, error) = _cli.Run($"reproduce --profile smoke --cache \"{_cli.PathOf("cache")}\" --mirror \"{mirror}\"");
            Assert.Contains($"cannot write {kept}", error);
            Assert.True(output.Contains("report in "), error);
            Assert.Equal(ExitCode.Missing, code);
        }
        finally
        {
            Directory.Delete(template); // Deletes the link itself, so that the cleanup does not follow it.
        }
    }

    /// <summary>The summary cannot take its place; the gate's own answer is said first, and is the graver one where something moved.</summary>
    [Theory]
    [InlineData(1, ExitCode.Missing)]
    [InlineData(2, ExitCode.Moved)]
    public void VerifySaysThatItsSummaryCouldNotBeWritten(double now, int expected)
    {
        _cli.Make("k-pl");
        var result = new ResultStore(_cli.PathOf("reports", "build"), Profile.Smoke, Run.DefaultSeed).Load("k-pl")!.Value.Result;
        var snapshots = Directory.CreateDirectory(_cli.PathOf("reports", "snapshots", "smoke")).FullName;
        var accepted = result with { Metrics = [result.Metrics[0] with { Value = now }] };
        File.WriteAllText(Path.Combine(snapshots, "k-pl.verified.json"), LineJson.Write(Accepted.Of(accepted)));
        Assert.Equal(now == 1 ? ExitCode.Success : ExitCode.Moved, _cli.Run("verify --profile smoke k-pl").ExitCode);

        var summary = _cli.PathOf("reports", "build", "verify.md");
        File.Delete(summary);
        Directory.CreateDirectory(Path.Combine(summary, "below")); // A file cannot be renamed to a folder that is not empty.
        var (code, output, error) = _cli.Run("verify --profile smoke k-pl");
        Assert.Equal(expected, code);
        Assert.Contains("not all of it could be written", output);
        Assert.Contains($"cannot write {summary}", error);
    }

    public void Dispose() => _cli.Dispose();
}
