using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Harness.Cache;
using Gmlm.Reproduce.Snapshots;
using Gmlm.Reproduce.Tests.Harness;
using Xunit;

namespace Gmlm.Reproduce.Tests.Snapshots;

/// <summary>An item that only the snapshot or only the run has is a move: a claim, a metric, a series, or a point of a series.</summary>
public sealed class OneSidedTests
{
    private static readonly ExperimentResult Few = StubExperiment.Result("one", 1);

    private static readonly ExperimentResult Many = Few with
    {
        Verdicts = [.. Few.Verdicts, StubExperiment.Says("another-claim", Verdict.Holds)],
        Metrics = [.. Few.Metrics, new Metric("another", 3, "", null, Tolerance.Informational)],
        Series =
        [
            Few.Series[0] with { Points = [.. Few.Series[0].Points, new SeriesPoint(3, 7)] },
            new Series("another curve", "exact", "", "", Tolerance.Informational, []),
        ],
    };

    private static readonly string[] OfMany = ["another", "another curve", "curve[3]", "verdict(another-claim)"];

    [Fact]
    public void AnItemThatTheRunLacksIsAMove() => Assert.Equal(OfMany, Moved(Many, Few));

    [Fact]
    public void AnItemThatTheSnapshotLacksIsAMove() => Assert.Equal(OfMany, Moved(Few, Many));

    [Fact]
    public void ARunWithoutAnyClaimIsAMove() => Assert.Equal(["verdict(one-claim)"], Moved(Few, Few with { Verdicts = [] }));

    [Fact]
    public void EqualSidesDoNotMove() => Assert.Empty(Moved(Many, Many));

    private static IEnumerable<string> Moved(ExperimentResult before, ExperimentResult now)
    {
        var rows = Comparison.Compare(Accepted.Of(before), now);
        return rows.Where(row => row.Moved).Select(row => row.Name).Order(StringComparer.Ordinal);
    }
}
