using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Harness.Cache;
using Gmlm.Reproduce.Snapshots;
using Gmlm.Reproduce.Tests.Harness;
using Xunit;

namespace Gmlm.Reproduce.Tests.Snapshots;

public sealed class GateTests : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("gate").FullName;
    private readonly SnapshotFolder _folder;
    private readonly Machine _here = ThisMachine.Machine;

    public GateTests() => _folder = new SnapshotFolder(_path, Path.Combine(_path, "results"), new WrittenFiles(_path), Profile.Smoke);

    [Fact]
    public void MissingSnapshotIsAMove()
    {
        var report = Verify(StubExperiment.Result("one", 1));
        Assert.False(report.Passed);
        Assert.Equal(("one", true), Assert.Single(report.Experiments));
    }

    [Fact]
    public void AcceptedResultPassesAndTheReceivedFileGoes()
    {
        Assert.True(File.Exists(_folder.Receive(StubExperiment.Result("one", 1), moved: true)));
        Accept(StubExperiment.Result("one", 1), "first");
        Assert.True(Verify(StubExperiment.Result("one", 1.005) with { Series = StubExperiment.Result("one", 1).Series }).Passed);
        Assert.False(File.Exists(_folder.Received("one")));
    }

    [Fact]
    public void ReasonsStayNewestFirst()
    {
        Accept(StubExperiment.Result("one", 1), "first");
        Accept(StubExperiment.Result("one", 2), "better grid");
        Assert.Equal([Accepted.For("better grid"), Accepted.For("first")], _folder.Load("one")!.Acceptances);
    }

    /// <summary>A claim that nobody could decide fails no run; one that was decided before and is undecided now has moved.</summary>
    [Theory]
    [InlineData(Verdict.Undecided, true)]
    [InlineData(Verdict.Holds, false)]
    [InlineData(Verdict.Violated, false)]
    public void UndecidedIsNoViolationAndMovesOnlyWhatWasDecided(Verdict before, bool passes)
    {
        Accept(StubExperiment.Result("one", 1, before), "as it was");
        var report = Verify(StubExperiment.Result("one", 1, Verdict.Undecided));
        Assert.Equal(passes, report.Passed);
        Assert.Empty(report.Violations);
        Assert.Equal(passes ? [] : ["verdict(one-claim)"], report.Moved.Select(row => row.Name).Where(name => name.StartsWith("verdict", StringComparison.Ordinal)));
    }

    [Fact]
    public void ViolationPassesOnlyAsAnAcceptedFinding()
    {
        var violated = StubExperiment.Result("one", 1, Verdict.Violated);
        Accept(StubExperiment.Result("one", 1), "it holds");
        Assert.Equal(["one-claim: because"], Verify(violated).Violations);
        Accept(violated, "it does not hold here, since …");
        var report = Verify(violated);
        Assert.True(report.Passed);
        Assert.Contains("it does not hold here", Assert.Single(report.Findings));

        // A later acceptance for another reason does not change the finding's own reason.
        Accept(violated with { Tables = [] }, "another table");
        Assert.Contains("it does not hold here", Assert.Single(Verify(violated).Findings));

        // If the claim itself is named, its finding gets the new reason.
        Accept(violated, "now it does not hold, since …", "one-claim");
        Assert.Contains("now it does not hold", Assert.Single(Verify(violated).Findings));
    }

    /// <summary>Each of the reasons to refuse is enough by itself.</summary>
    [Fact]
    public void EveryReasonAloneFailsTheGate()
    {
        Accept(StubExperiment.Result("one", 1), "first");
        var passed = Verify(StubExperiment.Result("one", 1));
        var skipped = new SkippedClaim("one-claim", "no data", IsListed: false);
        var moved = Difference.Missing("one", "value", "new", "1");
        Assert.True(passed.Passed);
        Assert.False((passed with { Moved = [moved] }).Passed);
        Assert.False((passed with { Violations = ["one-claim: because"] }).Passed);
        Assert.True((passed with { Skipped = [skipped], NotRecorded = ["one: strength(one-claim)"] }).Passed);
        Assert.False((passed with { RequireAll = true, Skipped = [skipped] }).Passed);
        Assert.False((passed with { RequireAll = true, NotRecorded = ["one: strength(one-claim)"] }).Passed);
        Assert.True((passed with { RequireAll = true, Skipped = [skipped with { IsListed = true }] }).Passed);
    }

    [Fact]
    public void SkippedClaimsAreReported()
    {
        Accept(StubExperiment.Result("one", 1), "first");
        var report = Verify(StubExperiment.Result("one", 1) with { Verdicts = [ClaimVerdict.Skipped("one-claim", "no data")] });
        Assert.True(report.Passed);
        Assert.Equal(new SkippedClaim("one-claim", "no data", IsListed: false), Assert.Single(report.Skipped));
        Assert.Contains("no data", GateMarkdown.Of(report, Profile.Smoke));
    }

    [Fact]
    public void OrphanIsAMove()
    {
        Accept(StubExperiment.Result("gone", 1), "then");
        var report = new Gate(_folder).Verify([], ["one"], _here);
        Assert.Equal("gone", Assert.Single(report.Moved).Experiment);
    }

    [Fact]
    public void AnotherMachineAndSeedWarnFirst()
    {
        _folder.Accept(StubExperiment.Result("one", 1), _here with { Processor = "another" }, Accepted.For("there"));
        var report = Verify(StubExperiment.Result("one", 1) with { Seed = 7 });
        Assert.Contains(report.Warnings, warning => warning.Contains("another"));
        Assert.Contains(report.Warnings, warning => warning.Contains("seed 7"));
    }

    [Fact]
    public void BrokenSnapshotIsOneClearLine()
    {
        Accept(StubExperiment.Result("one", 1), "first");
        File.WriteAllText(_folder.Verified("one"), "{ \"experiment\": ");
        var error = Assert.Throws<UserError>(() => Verify(StubExperiment.Result("one", 1)));
        Assert.Contains("one.verified.json is not a snapshot (line 1", error.Message);
    }

    [Fact]
    public void SnapshotOfAnotherExperimentOrProfileIsAnError()
    {
        Accept(StubExperiment.Result("two", 1), "first");
        File.Move(_folder.Verified("two"), _folder.Verified("one"));
        Assert.Contains("is the snapshot of two in profile smoke, not of one", Assert.Throws<UserError>(() => Verify(StubExperiment.Result("one", 1))).Message);

        Accept(StubExperiment.Result("three", 1) with { Profile = "full" }, "first");
        Assert.Contains("in profile full, not of three in smoke", Assert.Throws<UserError>(() => Verify(StubExperiment.Result("three", 1))).Message);
    }

    [Fact]
    public void TheGateItselfWritesNothing()
    {
        Accept(StubExperiment.Result("one", 1), "first");
        var before = Directory.GetFileSystemEntries(_path, "*", SearchOption.AllDirectories);
        Assert.False(Verify(StubExperiment.Result("one", 2)).Passed);
        Assert.Equal(before, Directory.GetFileSystemEntries(_path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void SummaryReadsWell()
    {
        Accept(StubExperiment.Result("one", 1), "first");
        var report = Verify(StubExperiment.Result("one", 1.5)) with { Warnings = ["processor differs from the snapshots': a there, b here"] };
        TextSnapshot.Verify(GateMarkdown.Of(report, Profile.Smoke));
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);

    private void Accept(ExperimentResult result, string reason, params string[] named) => _folder.Accept(result, _here, Accepted.For(reason), named);

    private GateReport Verify(ExperimentResult result) => new Gate(_folder).Verify([result], ["one"], _here);
}
