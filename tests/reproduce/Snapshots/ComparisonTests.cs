using CsCheck;
using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Snapshots;
using Gmlm.Reproduce.Tests.Harness;
using Xunit;

namespace Gmlm.Reproduce.Tests.Snapshots;

public sealed class ComparisonTests
{
    [Theory]
    [InlineData(ToleranceClass.Exact, 0, 1, 1, false, 0.0)]
    [InlineData(ToleranceClass.Exact, 0, 1, 1.0000000001, true, double.PositiveInfinity)]
    [InlineData(ToleranceClass.Absolute, 0.5, 1, 1.25, false, 0.5)]
    [InlineData(ToleranceClass.Absolute, 0.5, 1, 2, true, 2.0)]
    [InlineData(ToleranceClass.Relative, 0.5, -2, -1.5, false, 0.5)]
    [InlineData(ToleranceClass.Relative, 0.5, -2, 0, true, 2.0)]
    [InlineData(ToleranceClass.Statistical, 4, 0, 5, false, 1.0)] // standard errors 0.75 and 1: the difference has standard error 1.25, and 5 is 4 of these
    [InlineData(ToleranceClass.Statistical, 4, 0, 10, true, 2.0)]
    [InlineData(ToleranceClass.Ordering, 0, 0.1, 99, false, null)]
    [InlineData(ToleranceClass.Ordering, 0, 0.1, -0.1, true, null)]
    [InlineData(ToleranceClass.Ratio, 2, 3, 6, false, 1.0)]
    [InlineData(ToleranceClass.Ratio, 2, 4, 1, true, 2.0)]
    [InlineData(ToleranceClass.Informational, 0, 1, 1e9, false, null)]
    [InlineData(ToleranceClass.Absolute, 1e9, 1, double.NaN, true, double.NaN)]
    [InlineData(ToleranceClass.Ordering, 0, 0, double.NaN, true, null)]
    [InlineData(ToleranceClass.Exact, 0, double.NaN, double.NaN, true, double.PositiveInfinity)]
    [InlineData(ToleranceClass.Absolute, 1e9, double.NaN, double.NaN, true, double.NaN)]
    [InlineData(ToleranceClass.Ordering, 0, double.NaN, double.NaN, true, null)]
    [InlineData(ToleranceClass.Informational, 0, double.NaN, double.NaN, true, null)]
    [InlineData(ToleranceClass.Absolute, 0.01, 1, 0.99, false, 1.0)] // 1 − 0.99 is above 0.01 in doubles
    [InlineData(ToleranceClass.Count, 1, 1, 0.99, false, 1.0)] // of 100
    [InlineData(ToleranceClass.Count, 1, 1, 0.98, true, 2.0)]
    [InlineData(ToleranceClass.Count, 1, double.NaN, double.NaN, true, double.NaN)]
    [InlineData(ToleranceClass.Relative, 1e-6, double.PositiveInfinity, double.PositiveInfinity, false, 0.0)]
    public void EachClassMovesWhereItSays(ToleranceClass kind, double size, double old, double now, bool moved, double? ratio)
    {
        var tolerance = new Tolerance(kind, size, kind == ToleranceClass.Count ? 100 : 0);
        var row = Row(Of(old, tolerance, 0.75), Of(now, tolerance, 1), "value");
        Assert.Equal(moved, row.Moved);
        Assert.Equal(ratio, row.DeltaOverTolerance is { } r && double.IsFinite(r) ? Math.Round(r, 12) : row.DeltaOverTolerance);
    }

    [Fact]
    public void ChangeBeyondToleranceMovesAndWithinDoesNot() =>
        Gen.Select(Gen.Double[-1e3, 1e3], Gen.Double[1e-6, 10], Gen.Double[-3, 3]).Where(t => Math.Abs(Math.Abs(t.Item3) - 1) > 1e-6).Sample((value, size, times) =>
            Assert.Equal(Math.Abs(times) > 1, Row(Of(value, Tolerance.Absolute(size)), Of(value + (times * size), Tolerance.Absolute(size)), "value").Moved));

    [Fact]
    public void AMovedValueIsPrintedWithAVisibleDifference()
    {
        var row = Row(Of(171.076, Tolerance.Exact), Of(171.07600001, Tolerance.Exact), "value");
        Assert.NotEqual(row.Old, row.New);
    }

    [Fact]
    public void LooseningTheToleranceIsAMove() =>
        Assert.True(Row(Of(1, Tolerance.Absolute(0.1)), Of(1, Tolerance.Absolute(10)), "value").Moved);

    [Fact]
    public void ItemsOfASkippedClaimDoNotMove()
    {
        var before = StubExperiment.Result("one", 1);
        var skipped = before with { Verdicts = [ClaimVerdict.Skipped("one-claim", "no data")], Metrics = [], Series = [] };
        var rows = Compare(before, skipped);
        Assert.DoesNotContain(rows, row => row.Moved);
        Assert.Contains(rows, row => row is { Name: "value", New: "not measured", Standing: Standing.Skipped });

        // An item that no skipped claim needs must still exist, and an item that was measured must still agree.
        Assert.Contains(Compare(before, before with { Metrics = [] }), row => row is { Name: "value", Moved: true });
        Assert.Contains(Compare(before, skipped with { Metrics = StubExperiment.Result("one", 2).Metrics }), row => row is { Name: "value", Moved: true });
        Assert.Contains(Compare(skipped, before), row => row is { Name: "verdict(one-claim)", Moved: true });
    }

    [Fact]
    public void VerdictsAreExact()
    {
        var rows = Compare(StubExperiment.Result("one", 1), StubExperiment.Result("one", 1, Verdict.Violated));
        var row = Assert.Single(rows, row => row.Moved);
        Assert.Equal(("verdict(one-claim)", "holds", "violated"), (row.Name, row.Old, row.New));
        Assert.Equal("verdict(one-claim)", Assert.Single(Compare(StubExperiment.Result("one", 1), StubExperiment.Result("one", 1) with { Verdicts = [] }), row => row.Moved).Name);
    }

    [Fact]
    public void AnItemThatAppearsOrDisappearsIsAMove()
    {
        var full = StubExperiment.Result("one", 1);
        var bare = full with { Metrics = [], Series = [] };
        Assert.Equal(["value", "curve"], Compare(full, bare).Where(row => row.Moved).Select(row => row.Name));
        Assert.Equal(["value", "curve"], Compare(bare, full).Where(row => row.Moved).Select(row => row.Name));
    }

    [Fact]
    public void APointOfASeriesIsNamedByItsX()
    {
        var old = StubExperiment.Result("one", 1);
        var now = old with { Series = [old.Series[0] with { Points = [new SeriesPoint(1, 1), new SeriesPoint(2, 2.1, 0.5)] }] };
        Assert.Equal("curve[2]", Assert.Single(Compare(old, now), row => row.Moved).Name);
    }

    private static ExperimentResult Of(double value, Tolerance tolerance, double? error = null) =>
        StubExperiment.Result("one", value, tolerance: tolerance, error: error) with { Series = [] };

    private static Difference Row(ExperimentResult old, ExperimentResult now, string name) => Compare(old, now).Single(row => row.Name == name);

    private static IReadOnlyList<Difference> Compare(ExperimentResult old, ExperimentResult now) =>
        Comparison.Compare(Accepted.Of(old), now);
}
