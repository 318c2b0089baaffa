using Gmlm.Attack.MadeUp;
using Gmlm.Attack.Machines;
using Gmlm.Reproduce.Harness;
using Xunit;

namespace Gmlm.Reproduce.Tests.Attacks;

public class VariantTests
{
    [Fact]
    public void The_table_tells_what_differs_and_by_how_much()
    {
        var same = With(1, Tolerance.Exact);
        var within = (With(1, Tolerance.Absolute(0.5)), With(1.25, Tolerance.Absolute(0.5)));
        var outcome = VariantOutcome.Of("AVX", [(same, same), within]);
        Assert.Empty(outcome.Moved);
        var row = outcome.Row();
        Assert.Equal((row.Tried, 0), (row.Caught, row.Lost));
        Assert.Equal("1 of 2 results bit-identical; 1 of 2 numbers differ, by at most 0.5 of the tolerance", row.Note);
    }

    [Fact]
    public void What_leaves_its_tolerance_is_lost()
    {
        var outcome = VariantOutcome.Of("AVX", [(With(1, Tolerance.Absolute(0.5)), With(2, Tolerance.Absolute(0.5)))]);
        Assert.StartsWith("made-up, value: 1, here 2", Assert.Single(outcome.Moved), StringComparison.Ordinal);
        Assert.Equal((1, 2), (outcome.Row().Lost, outcome.Largest));
    }

    [Fact]
    public void The_names_differ() => Assert.Equal(Variant.All.Count, Variant.All.Select(variant => variant.Name).Distinct().Count());

    private static ExperimentResult With(double value, Tolerance tolerance) =>
        StubExperiment.Result("made-up", 1) with { Metrics = [new Metric("value", value, "", null, tolerance)], Series = [] };
}
