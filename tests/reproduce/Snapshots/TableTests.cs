using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Snapshots;
using Gmlm.Reproduce.Tests.Harness;
using Xunit;

namespace Gmlm.Reproduce.Tests.Snapshots;

/// <summary>A table that is the same on every machine is compared by its printed text.</summary>
public sealed class TableTests
{
    private static readonly Table Exact = new("table", "A table", ["a", "b"], [["1", "2"], ["3", "4"]], IsExact: true);

    public static TheoryData<string, string[]> Changes => new()
    {
        { "cell", ["table(table)[2, 2]"] },
        { "heading", ["table(table)[heading 1]"] },
        { "caption", ["table(table)[caption]"] },
        { "row less", ["table(table)[2, 1]", "table(table)[2, 2]"] },
        { "no longer exact", ["table(table)"] },
        { "gone", ["table(table)"] },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void AnotherTextIsAMove(string change, string[] rows) => Assert.Equal(rows, Moved(With(Exact), change switch
    {
        "cell" => With(Exact with { Rows = [["1", "2"], ["3", "5"]] }),
        "heading" => With(Exact with { Columns = ["c", "b"] }),
        "caption" => With(Exact with { Caption = "Another table" }),
        "row less" => With(Exact with { Rows = [["1", "2"]] }),
        "no longer exact" => With(Exact with { IsExact = false }),
        _ => With(),
    }));

    [Fact]
    public void ANewExactTableIsAMove() => Assert.Equal(["table(table)"], Moved(With(), With(Exact)));

    [Fact]
    public void OtherTablesAreNotCompared() =>
        Assert.Empty(Moved(With(Exact with { IsExact = false }), With(Exact with { IsExact = false, Caption = "Another" })));

    private static ExperimentResult With(params Table[] tables) => StubExperiment.Result("one", 1) with { Tables = tables };

    private static IEnumerable<string> Moved(ExperimentResult old, ExperimentResult now) =>
        Comparison.Compare(Accepted.Of(old), now).Where(row => row.Moved).Select(row => row.Name);
}
