using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Harness.Cache;
using Gmlm.Reproduce.Snapshots;
using Gmlm.Reproduce.Tests.Harness;
using Xunit;

namespace Gmlm.Reproduce.Tests.Snapshots;

/// <summary>
/// A skipped claim is not counted as within tolerance: it is counted separately and excuses only its own items. Where all claims are
/// required, it is refused unless its snapshot lists it.
/// </summary>
public sealed class SkippedTests : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("skipped").FullName;
    private readonly SnapshotFolder _folder;

    public SkippedTests() => _folder = new SnapshotFolder(_path, Path.Combine(_path, "results"), new WrittenFiles(_path), Profile.Smoke);

    [Fact]
    public void IsCountedApart()
    {
        Accept(Two(Verdict.Holds, Verdict.Holds));
        var report = Verify(Without(Two(Verdict.Skipped, Verdict.Holds), "first"));
        Assert.Equal((1, 1, 1, 0), (report.Gone, report.Skipped.Count, report.Decided, report.Moved.Count));
        Assert.Contains("0 moved, 1 gone with skipped claims", report.Summary);
        Assert.Contains("1 claims decided, 1 skipped (1 of them listed in no snapshot)", report.Summary);

        // The skipped claim's verdict, five rows of its strength, and its metric.
        Assert.Equal(report.Within, Verify(Two(Verdict.Holds, Verdict.Holds)).Within - 7);
    }

    [Theory]
    [InlineData("first", false)]
    [InlineData("second", true)]
    [InlineData("of-both", true)]
    [InlineData("of-all", true)]
    public void ForgivesOnlyItself(string metric, bool moved)
    {
        Accept(Two(Verdict.Holds, Verdict.Holds));
        Assert.Equal(moved, Verify(Without(Two(Verdict.Skipped, Verdict.Holds), metric)).Moved.Any(row => row.Name == metric));
        Assert.DoesNotContain(Verify(Without(Two(Verdict.Skipped, Verdict.Skipped), metric)).Moved, row => row.Name == metric);
    }

    [Fact]
    public void IsRefusedWhereAllIsRequired()
    {
        Accept(Two(Verdict.Holds, Verdict.Holds));
        var result = Two(Verdict.Skipped, Verdict.Holds);
        Assert.True(Verify(result).Passed);
        Assert.False(Verify(result, requireAll: true).Passed);
    }

    [Fact]
    public void PassesWhereTheSnapshotListsItForThatReason()
    {
        var result = Two(Verdict.Skipped, Verdict.Holds);
        Accept(result);
        Assert.Equal("because", _folder.Load("two")!.MayBeSkipped["a"]);
        Assert.True(Verify(result, requireAll: true).Passed);
        var another = result with { Verdicts = [ClaimVerdict.Skipped("a", "the corpus is not here"), result.Verdicts[1]] };
        Assert.Equal(1, Verify(another).Unlisted);
        Assert.False(Verify(another, requireAll: true).Passed);
    }

    // A metric that was measured although its claim was skipped must be there, unless the claim is now skipped for another reason.
    [Fact]
    public void WhatWasMeasuredBesideASkippedClaimMustBeThere()
    {
        var result = Two(Verdict.Skipped, Verdict.Skipped);
        Accept(result);
        Assert.Equal("first", Assert.Single(Verify(Without(result, "first")).Moved).Name);
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);

    private static ExperimentResult Two(Verdict a, Verdict b) => StubExperiment.Result("two", 1) with
    {
        Verdicts = [StubExperiment.Says("a", a), StubExperiment.Says("b", b)],
        Series = [],
        Metrics =
        [
            Metric("first", "a"), Metric("second", "b"), Metric("of-both", "a", "b"), new Metric("of-all", 1, "", null, Tolerance.Exact),
        ],
    };

    private static Metric Metric(string name, params string[] claims) => new(name, 1, "", null, Tolerance.Exact, claims);

    private static ExperimentResult Without(ExperimentResult result, string metric) =>
        result with { Metrics = [.. result.Metrics.Where(each => each.Name != metric)] };

    private void Accept(ExperimentResult result) => _folder.Accept(result, ThisMachine.Machine, Accepted.For("first results"));

    private GateReport Verify(ExperimentResult result, bool requireAll = false) =>
        new Gate(_folder).Verify([result], ["two"], ThisMachine.Machine, requireAll);
}
