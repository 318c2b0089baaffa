using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Harness.Cache;
using Gmlm.Reproduce.Snapshots;
using Gmlm.Reproduce.Tests.Architecture;
using Gmlm.Reproduce.Tests.Report;
using Xunit;

namespace Gmlm.Reproduce.Tests.Commands;

/// <summary>Whatever goes wrong in a part of a verb's work is in its exit code.</summary>
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

    /// <summary>Everything is fresh and holds, and the report is written; between the two, there is nothing to verify against.</summary>
    [Fact]
    public void ReproduceReturnsTheGravestOfItsSteps()
    {
        Node.Require();
        using var results = new MadeUpResults(_cli);
        var measured = new SnapshotFolder(Path.Combine(SourceTree.Root, "reports", "snapshots", "smoke"));
        foreach (var experiment in results.Registry.Experiments)
        {
            var snapshot = measured.Load(experiment.Id);
            var verdicts = experiment.Claims.Select(claim => Samples.Decided(claim.Id, Verdict.Holds));
            results.Save(experiment.Id, verdicts, snapshot?.Metrics ?? [], snapshot?.Series ?? []);
        }

        var template = _cli.PathOf("reports", "template");
        Directory.CreateSymbolicLink(template, Path.Combine(SourceTree.Root, "reports", "template"));
        try
        {
            var mirror = Directory.CreateDirectory(_cli.PathOf("mirror")).FullName;
            var (code, output, error) = _cli.Run($"reproduce --profile smoke --cache \"{_cli.PathOf("cache")}\" --mirror \"{mirror}\"");
            Assert.Contains(" holds", output);
            Assert.DoesNotContain("violated: ", output);
            Assert.True(output.Contains("report in "), error);
            Assert.Equal(ExitCode.Moved, code);
        }
        finally
        {
            Directory.Delete(template); // The link, before everything below it.
        }
    }

    public void Dispose() => _cli.Dispose();
}
