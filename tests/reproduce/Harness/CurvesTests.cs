using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Harness.Cache;
using Gmlm.Reproduce.Snapshots;
using Xunit;

namespace Gmlm.Reproduce.Tests.Harness;

/// <summary>A result offers its curves by name, whether they are stored as series or as metrics with a place on a curve.</summary>
public sealed class CurvesTests
{
    private static readonly ExperimentResult Result = StubExperiment.Result("one", 1) with
    {
        Metrics =
        [
            Metric.Computed("gap.j1.k2", 5).On("gap", "J = 1", 2), Metric.Computed("gap.j0.3.k2", 4).On("gap", "J = 0.3", 2),
            Metric.Computed("gap.j1.k1", 3).On("gap", "J = 1", 1), Metric.Computed("tv.j1", 2).On("distance", "TV", 1), Metric.Shown("residual", 1),
        ],
    };

    [Fact]
    public void MetricsWithAPlaceAreCurvesInOrder()
    {
        var curves = Result.Curves("gap");
        Assert.Equal(["J = 1", "J = 0.3"], curves.Select(curve => curve.Label));
        Assert.Equal([new SeriesPoint(1, 3), new SeriesPoint(2, 5)], curves[0].Points);
        Assert.Equal([new SeriesPoint(2, 4)], curves[1].Points);
        Assert.Empty(Result.Curves("residual"));
    }

    [Fact]
    public void StoredSeriesAreAskedForInTheSameWay() => Assert.Equal(Result.Series, Result.Curves("exact"));

    /// <summary>The result file keeps places, for the figures; a snapshot holds what is gated alone.</summary>
    [Fact]
    public void AResultFileKeepsPlacesAndASnapshotDoesNot()
    {
        var read = LineJson.Read<ExperimentResult>(LineJson.Write(Result));
        Assert.Equal(Result.Metrics, read.Metrics);
        Assert.Equal(Result.Verdicts, read.Verdicts);
        var snapshot = Snapshot.Of(Result, ThisMachine.Machine, null, Accepted.For("first"));
        Assert.All(snapshot.Metrics, metric => Assert.Null(metric.Place));
        Assert.DoesNotContain("place", LineJson.Write(snapshot));
    }
}
