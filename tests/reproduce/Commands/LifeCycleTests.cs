using System.Globalization;
using System.Text.RegularExpressions;
using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Harness.Cache;
using Gmlm.Reproduce.Snapshots;
using Xunit;

namespace Gmlm.Reproduce.Tests.Commands;

/// <summary>The verbs in the order of real use: run, look, accept, tamper, verify.</summary>
public sealed class LifeCycleTests : IDisposable
{
    private const string Ids = "mle-limit k-pl";
    private readonly Cli _cli = new Cli().Commit();

    private string Snapshot => _cli.PathOf("reports", "snapshots", "smoke", "mle-limit.verified.json");

    [Fact]
    public void FromFirstRunToTheGate()
    {
        Assert.Contains("never run", Ok($"status --why --profile smoke {Ids}"));
        Assert.Contains("mle-limit: holds", Ok($"run --profile smoke {Ids}"));
        Assert.Contains("2 fresh, 0 to run", Ok($"status --why --profile smoke {Ids}"));
        Assert.Contains("mle-limit: fresh", Ok($"run --profile smoke {Ids}"));
        Assert.Matches("mle-limit.*holds", Ok("list --profile smoke"));

        Assert.Equal(ExitCode.Moved, _cli.Run($"verify --profile smoke {Ids}").ExitCode);
        Assert.Contains("accepted into", Ok($"accept --profile smoke {Ids} --reason \"first results\""));
        Assert.Contains("first results", File.ReadAllText(Snapshot));
        Assert.Contains("0 moved", Ok($"verify --profile smoke {Ids}"));

        var (name, value) = Tamper(times: 1 + 1e-9);
        Ok($"verify --profile smoke {Ids}");
        Tamper(times: 1.5);
        var (code, output, _) = _cli.Run($"verify --profile smoke {Ids}");
        Assert.Equal(ExitCode.Moved, code);
        Assert.Matches("look: ./gmlm diff --profile smoke; accept: ./gmlm accept ID", output);
        var row = Assert.Single(output.Split('\n'), line => line.Contains(name));
        Assert.Matches(@"mle-limit\s+\S+\s+\S+\s+\S+\s+-?\S+\s+\S+", row);
        Assert.Contains(value.ToString("G6", CultureInfo.InvariantCulture), row);
        Assert.True(File.Exists(_cli.PathOf("reports", "build", "results", "smoke", "mle-limit.received.json")));
        Assert.Contains(name, File.ReadAllText(_cli.PathOf("reports", "build", "verify.md")));
        Assert.Contains(name, Ok($"diff --profile smoke {Ids}"));

        Assert.Contains("files removed", Ok("clean"));
        Assert.Empty(Directory.GetFiles(_cli.Root, "*.received.json", SearchOption.AllDirectories));
        Assert.Equal(ExitCode.Missing, _cli.Run($"verify --profile smoke {Ids}").ExitCode);
    }

    /// <summary>
    /// In a checkout without checkpoints, experiments that need them are skipped with a message, nothing moves, and the skips may not
    /// replace results.
    /// </summary>
    [Fact]
    public void WithoutItsCheckpointsAnExperimentIsSkipped()
    {
        Assert.Contains("make train NAMES=controlled-ar", Ok("run --profile smoke trained-pair"));
        Ok("accept --profile smoke trained-pair --reason \"nothing is trained yet\"");
        Assert.Contains("as its snapshot lists", Ok("verify --require-all --profile smoke trained-pair"));
        var path = _cli.PathOf("reports", "snapshots", "smoke", "trained-pair.verified.json");
        var snapshot = LineJson.Read<Snapshot>(File.ReadAllText(path));
        File.WriteAllText(path, LineJson.Write(snapshot with
        {
            Verdicts = snapshot.Verdicts.ToDictionary(verdict => verdict.Key, _ => Verdict.Holds),
            MayBeSkipped = new Dictionary<string, string>(),
            Strengths = snapshot.Verdicts.ToDictionary(verdict => verdict.Key, _ => new Strength(12, 0, Verdict.Violated, 12, 0)),
        }));
        var output = Ok("verify --profile smoke trained-pair");
        Assert.Contains("0 moved", output);
        Assert.Contains("skipped: controlled-teacher", output);
        Assert.Contains("0 claims decided, 6 skipped (6 of them listed in no snapshot)", output);
        Assert.Equal(ExitCode.Moved, _cli.Run("verify --require-all --profile smoke trained-pair").ExitCode);
        var (code, _, error) = _cli.Run("accept --profile smoke trained-pair --reason \"it is gone\"");
        Assert.Equal(ExitCode.Missing, code);
        Assert.Contains("controlled-teacher was skipped here", error);
        Assert.Contains("checkpoint controlled-ar (missing)", Ok("list --profile smoke"));
    }

    /// <summary>A damaged model has a graver exit code than a violated claim, and does not stop other experiments.</summary>
    [Fact]
    public void TheGravestExitCodeIsReturned()
    {
        var manifest = _cli.PathOf("padir", "checkpoints", "ar-en-de", "manifest.json");
        Directory.CreateDirectory(Path.GetDirectoryName(manifest)!);
        File.WriteAllText(manifest, "{");
        var (code, output, error) = _cli.Run("run --profile smoke models k-pl");
        Assert.Equal(ExitCode.Missing, code);
        Assert.Contains("k-pl: holds", output);
        Assert.Contains("models failed:", error);
    }

    [Fact]
    public void AnotherSeedIsAnotherResult()
    {
        Ok("run k-pl --profile smoke --seed 7");
        Assert.Contains("k-pl: never run", Ok("status k-pl --profile smoke"));
        Assert.Contains("k-pl: fresh", Ok("status k-pl --profile smoke --seed 7"));
    }

    [Fact]
    public void SameSeedSameBytes()
    {
        var results = _cli.PathOf("reports", "build", "results", "smoke", "mle.json");
        Ok("run mle --profile smoke");
        var first = File.ReadAllText(results);
        Ok("run mle --profile smoke --force");
        Assert.Equal(first, File.ReadAllText(results));
    }

    /// <summary>Whenever the process is killed, every result is complete or absent, and the next run resumes.</summary>
    [Fact]
    public void KilledAtAnyMomentNothingIsHalfWritten()
    {
        foreach (var milliseconds in new[] { 250, 400, 550, 700 })
        {
            using var process = _cli.Start("run --profile smoke --force mle weighted-pl k-pl mle-limit");
            process.WaitForExit(milliseconds);
            process.Kill();
            process.WaitForExit();
            var store = new ResultStore(_cli.PathOf("reports", "build"), Profile.Smoke, Run.DefaultSeed);
            foreach (var id in new[] { "mle", "weighted-pl", "k-pl", "mle-limit" })
            {
                Assert.True(store.Load(id) is not null || store.LoadProvenance(id) is null || !File.Exists(store.PathOf(id)) || IsWhole(store.PathOf(id)), id);
            }
        }

        Assert.Contains("4 holds", Ok("run --profile smoke mle weighted-pl k-pl mle-limit"));
    }

    public void Dispose() => _cli.Dispose();

    // If killed between the two renames, the result is complete, but its old sidecar has another checksum, so the result counts as absent.
    private static bool IsWhole(string path) => LineJson.Read<ExperimentResult>(File.ReadAllText(path)) is not null;

    private string Ok(string arguments)
    {
        var (code, output, error) = _cli.Run(arguments);
        Assert.True(code == ExitCode.Success, $"{arguments}: exit {code}\n{output}\n{error}");
        return output;
    }

    private (string Name, double Value) Tamper(double times)
    {
        var text = File.ReadAllText(Snapshot);
        var metric = Regex.Match(text, "\"name\": \"([^\"]+)\", \"value\": ([-0-9.E+]+)");
        var value = double.Parse(metric.Groups[2].Value, CultureInfo.InvariantCulture) * times;
        File.WriteAllText(Snapshot, text[..metric.Groups[2].Index] + value.ToString("R", CultureInfo.InvariantCulture) + text[(metric.Groups[2].Index + metric.Groups[2].Length)..]);
        return (metric.Groups[1].Value, value);
    }
}
