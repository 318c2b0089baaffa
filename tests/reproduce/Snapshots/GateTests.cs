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

    public GateTests() => _folder = new SnapshotFolder(_path);

    [Fact]
    public void MissingSnapshotIsAMoveAndIsReceived()
    {
        var report = Verify(StubExperiment.Result("one", 1));
        Assert.False(report.Passed);
        Assert.True(File.Exists(_folder.Received("one")));
    }

    [Fact]
    public void AcceptedResultPassesAndTheReceivedFileGoes()
    {
        Verify(StubExperiment.Result("one", 1));
        _folder.Accept(StubExperiment.Result("one", 1), _here, "first");
        Assert.True(Verify(StubExperiment.Result("one", 1.005) with { Series = StubExperiment.Result("one", 1).Series }).Passed);
        Assert.False(File.Exists(_folder.Received("one")));
    }

    [Fact]
    public void ReasonsStayNewestFirst()
    {
        _folder.Accept(StubExperiment.Result("one", 1), _here, "first");
        _folder.Accept(StubExperiment.Result("one", 2), _here, "better grid");
        Assert.Equal(["better grid", "first"], _folder.Load("one")!.Acceptances);
    }

    [Fact]
    public void ViolationPassesOnlyAsAnAcceptedFinding()
    {
        var violated = StubExperiment.Result("one", 1, Verdict.Violated);
        _folder.Accept(StubExperiment.Result("one", 1), _here, "holds");
        Assert.Equal(["one-claim: because"], Verify(violated).Violations);
        _folder.Accept(violated, _here, "it does not hold here, since …");
        var report = Verify(violated);
        Assert.True(report.Passed);
        Assert.Contains("it does not hold here", Assert.Single(report.Findings));

        // A later acceptance for another reason leaves the finding's own reason alone.
        _folder.Accept(violated with { Tables = [] }, _here, "another table");
        Assert.Contains("it does not hold here", Assert.Single(Verify(violated).Findings));

        // Where the claim itself is named, its reason is another one.
        _folder.Accept(violated, _here, "now it does not hold, since …", ["one-claim"]);
        Assert.Contains("now it does not hold", Assert.Single(Verify(violated).Findings));
    }

    [Fact]
    public void SkippedClaimsAreTold()
    {
        _folder.Accept(StubExperiment.Result("one", 1), _here, "first");
        var report = Verify(StubExperiment.Result("one", 1) with { Verdicts = [Verdicts.Skipped("one-claim", "no data")] });
        Assert.True(report.Passed);
        Assert.Equal("one-claim: no data", Assert.Single(report.Skipped));
        Assert.Contains("no data", Gate.Markdown(report, Profile.Smoke));
    }

    [Fact]
    public void OrphanIsAMove()
    {
        _folder.Accept(StubExperiment.Result("gone", 1), _here, "then");
        var report = new Gate(_folder).Verify([], ["one"], _here);
        Assert.Equal("gone", Assert.Single(report.Moved).Experiment);
    }

    [Fact]
    public void AnotherMachineAndSeedWarnFirst()
    {
        _folder.Accept(StubExperiment.Result("one", 1), _here with { Processor = "another" }, "there");
        var report = Verify(StubExperiment.Result("one", 1) with { Seed = 7 });
        Assert.Contains(report.Warnings, warning => warning.Contains("another"));
        Assert.Contains(report.Warnings, warning => warning.Contains("seed 7"));
    }

    [Fact]
    public void BrokenSnapshotIsOneClearLine()
    {
        _folder.Accept(StubExperiment.Result("one", 1), _here, "first");
        File.WriteAllText(_folder.Verified("one"), "{ \"experiment\": ");
        var error = Assert.Throws<UserError>(() => Verify(StubExperiment.Result("one", 1)));
        Assert.Contains("one.verified.json is not a snapshot (line 1", error.Message);
    }

    [Fact]
    public void SummaryReadsWell()
    {
        _folder.Accept(StubExperiment.Result("one", 1), _here, "first");
        var report = Verify(StubExperiment.Result("one", 1.5)) with { Warnings = ["processor differs from the snapshots': a there, b here"] };
        TextSnapshot.Verify(Gate.Markdown(report, Profile.Smoke));
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);

    private GateReport Verify(ExperimentResult result) => new Gate(_folder).Verify([result], ["one"], _here);
}
