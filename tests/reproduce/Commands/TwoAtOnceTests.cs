using System.Diagnostics;
using Gmlm.Padir.Models;
using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Harness.Cache;
using Gmlm.Reproduce.Tests.Report;
using Xunit;

namespace Gmlm.Reproduce.Tests.Commands;

/// <summary>Any two verbs that run at once in one checkout both succeed, and all files are complete.</summary>
public sealed class TwoAtOnceTests : IDisposable
{
    private const string Run = "run --profile smoke --force k-pl weighted-pl";
    private const string Report = "report --profile smoke";
    private const string Verify = "verify --profile smoke k-pl";
    private const string Accept = "accept --profile smoke k-pl --reason \"as it is\"";

    private static readonly (string One, string Other)[] Pairs =
    [
        (Report, Report), (Run, Report), (Run, Run), (Run, Verify), (Accept, Verify), (Accept, Report), (Run, "clean"), ("clean", "clean"),
    ];

    private readonly Cli _cli = new();

    [Fact]
    public void EndWell()
    {
        Node.Require();
        Typesetter();
        _cli.Commit();
        Ok("run --profile smoke k-pl weighted-pl");
        Ok(Accept);
        var store = new ResultStore(_cli.PathOf("reports", "build"), Profile.Smoke, Gmlm.Reproduce.Harness.Cache.Run.DefaultSeed);
        foreach (var (one, other) in Pairs)
        {
            BothEndWell(one, other);
            foreach (var id in new[] { "k-pl", "weighted-pl" })
            {
                var isWhole = store.Load(id) is not null || (other == "clean" && !File.Exists(store.PathOf(id)));
                Assert.True(isWhole, $"{id} after {one} beside {other}");
            }
        }

        Assert.Empty(Directory.GetFiles(_cli.PathOf("reports"), "*.tmp", SearchOption.AllDirectories));
    }

    [Fact]
    public void TwoTrainingsOfOneModelMakeIt()
    {
        var recipe = TrainTests.Tiny("twin", Padir.T5.DecoderMode.Causal);
        var options = recipe.Config.Training with { Steps = 60 };
        File.WriteAllText(_cli.PathOf("twin.json"), (recipe with { Config = recipe.Config with { Training = options } }).Format());
        BothEndWell("train twin.json", "train twin.json");
        var sum = Checkpoint.Describe(_cli.PathOf("padir", "checkpoints", "twin")).WeightsSha256;
        Checkpoint.Load(_cli.PathOf("padir", "checkpoints", "twin")).Dispose();
        Directory.Delete(_cli.PathOf("reports"), recursive: true);
        Ok("train twin.json --out alone");
        Assert.Equal(sum, Checkpoint.Describe(_cli.PathOf("alone")).WeightsSha256);
    }

    public void Dispose() => _cli.Dispose();

    // Links the template with its installed compiler, as in a checkout that has made a report before.
    private void Typesetter()
    {
        var template = Path.Combine(Checkout.Root, "reports", "template");
        Directory.CreateDirectory(_cli.PathOf("reports"));
        Directory.CreateSymbolicLink(_cli.PathOf("reports", "template"), template);
    }

    private void BothEndWell(string one, string other)
    {
        using Process first = _cli.Start(one), second = _cli.Start(other);
        foreach (var (process, arguments) in new[] { (first, one), (second, other) })
        {
            var (code, output, error) = Cli.Ended(process);
            Assert.True(code == ExitCode.Success, $"{arguments}: exit {code}\n{output}\n{error}");
        }
    }

    private void Ok(string arguments)
    {
        var (code, output, error) = _cli.Run(arguments);
        Assert.True(code == ExitCode.Success, $"{arguments}: exit {code}\n{output}\n{error}");
    }
}
