using Gmlm.Reproduce.Claims.Figures;
using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Snapshots;
using Gmlm.Reproduce.Tests.Harness;
using Xunit;

namespace Gmlm.Reproduce.Tests.Commands;

/// <summary>What <c>accept</c> refuses. Every refusal leaves every snapshot unchanged.</summary>
public sealed class AcceptTests : IDisposable
{
    private readonly Cli _cli = new Cli().Commit();

    [Fact]
    public void ADirtyTreeIsRefused()
    {
        Run("run --profile smoke k-pl");
        File.WriteAllText(_cli.PathOf("Reproduce.sln"), "edited");
        Refused("accept --profile smoke k-pl --reason because", "Reproduce.sln differs from the commit");
        File.WriteAllText(_cli.PathOf("Reproduce.sln"), "");
        File.WriteAllText(_cli.PathOf("Extra.cs"), "// not committed");
        Refused("accept --profile smoke k-pl --reason because", "Extra.cs differs from the commit");
        File.Delete(_cli.PathOf("Extra.cs"));

        // Uncommitted snapshots are allowed, since an acceptance writes them.
        Run("accept --profile smoke k-pl --reason because");
        Run("run --profile smoke mle");
        Run("accept --profile smoke mle --reason because");
    }

    [Fact]
    public void AResultOfADirtyTreeOrOfForeignCodeIsRefused()
    {
        File.WriteAllText(_cli.PathOf("Reproduce.sln"), "edited");
        Run("run --profile smoke k-pl");
        File.WriteAllText(_cli.PathOf("Reproduce.sln"), "");
        Refused("accept --profile smoke k-pl --reason because", "tracked files differed from the commit");

        Run("run --profile smoke --force k-pl");
        _cli.Forge("k-pl", result => result, origin =>
        {
            origin.Dependencies.Code[origin.Dependencies.Code.Keys.First()] = "0123456789abcdef";
            return origin;
        });
        Refused("accept --profile smoke k-pl --reason because", "missing or stale");
    }

    [Fact]
    public void AnotherSeedIsRefused()
    {
        Run("run --profile smoke --seed 7 k-pl");
        Refused("accept --profile smoke --seed 7 k-pl --reason because", "has seed 7");
    }

    /// <summary>
    /// A claim that no longer holds is accepted only if it is named itself, neither by <c>--all</c> nor by its experiment's name. If one
    /// result is refused, none is accepted.
    /// </summary>
    [Fact]
    public void ANewViolationIsAcceptedOnlyIfItIsNamed()
    {
        var claim = new Figure3().Claims[0].Id;
        _cli.Make();
        Violate();
        Refused("accept --profile smoke --all --reason \"all is well\"", $"{claim} is newly violated (because)");
        Assert.Empty(Snapshots());

        Violate(Verdict.Holds);
        Run("accept --profile smoke mle figure-3 --reason \"first results\"");
        Violate();
        Refused("accept --profile smoke mle figure-3 --reason \"all is well\"", $"name the claim: `accept {claim}");
        Run($"accept --profile smoke {claim} --reason \"it does not hold here\"");
        var (_, output, _) = _cli.Run("verify --profile smoke figure-3", _cli.NoCorpora);
        Assert.Contains($"accepted finding: {claim}: because (accepted: it does not hold here)", output);
        var path = _cli.PathOf("reports", "snapshots", "smoke", "figure-3.verified.json");
        var finding = LineJson.Read<Snapshot>(File.ReadAllText(path)).FindingOf(claim)!;
        Assert.Equal((Verdict.Violated, Acceptance.ThisVersion), (finding.Verdict, finding.Version));
        Assert.Equal(Executable.TryRun(_cli.Root, "git", "rev-parse", "HEAD")!.Trim(), finding.Commit);

        void Violate(Verdict verdict = Verdict.Violated) => _cli.Forge(
            "figure-3", result => result with { Verdicts = [StubExperiment.Says(claim, verdict), .. result.Verdicts.Skip(1)] });
    }

    /// <summary>If no file can be written, the differences are still printed, and the summary comes before the received files.</summary>
    [Fact]
    public void WhatMovedIsShownWhereNothingCanBeWritten()
    {
        _cli.Make("mle");
        Run("accept --profile smoke mle --reason \"first results\"");
        _cli.Forge("mle", result => result with { Metrics = [result.Metrics[0] with { Value = 2 }] });

        var received = _cli.PathOf("reports", "build", "results", "smoke", "mle.received.json");
        Directory.CreateDirectory(received); // A folder with the file's name, since permissions do not stop every user.
        var (code, output, error) = _cli.Run("verify --profile smoke mle", _cli.NoCorpora);
        Assert.Equal(ExitCode.Moved, code);
        Assert.Matches(@"mle\s+value\s+1\s+2", output);
        Assert.Contains("cannot write", error);
        Assert.Contains("| mle | value | 1 | 2 |", File.ReadAllText(_cli.PathOf("reports", "build", "verify.md")));

        Directory.Delete(received);
        File.Delete(_cli.PathOf("reports", "build", "verify.md"));
        Directory.CreateDirectory(_cli.PathOf("reports", "build", "verify.md"));
        (code, output, error) = _cli.Run("verify --profile smoke mle", _cli.NoCorpora);
        Assert.Equal(ExitCode.Moved, code);
        Assert.Matches(@"mle\s+value\s+1\s+2", output);
        Assert.Contains("cannot write", error);
        Assert.False(File.Exists(received));
    }

    public void Dispose() => _cli.Dispose();

    private void Run(string arguments)
    {
        var (code, output, error) = _cli.Run(arguments, _cli.NoCorpora);
        Assert.True(code == ExitCode.Success, $"{arguments}: exit {code}\n{output}\n{error}");
    }

    private void Refused(string arguments, string says)
    {
        var before = Snapshots();
        var (code, _, error) = _cli.Run(arguments, _cli.NoCorpora);
        Assert.NotEqual(ExitCode.Success, code);
        Assert.Contains(says, error);
        Assert.Equal(before, Snapshots());
    }

    private string[] Snapshots() => Directory.Exists(_cli.PathOf("reports", "snapshots"))
        ? [.. Directory.GetFiles(_cli.PathOf("reports", "snapshots"), "*", SearchOption.AllDirectories).Order().Select(File.ReadAllText)]
        : [];
}
