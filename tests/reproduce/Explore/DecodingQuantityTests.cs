using System.Text.Json;
using Gmlm.Reproduce.Explore;
using Gmlm.Theory.Distributions;
using Gmlm.Theory.Information;
using Xunit;

namespace Gmlm.Reproduce.Tests.Explore;

/// <summary>The quantities for a decoder, under the names that other programs read.</summary>
public sealed class DecodingQuantityTests
{
    [Fact]
    public void ATableHasItsCurveSchedulesAndComponents()
    {
        // Three equal bits.
        var json = Explored("""{"table": {"alphabet": 2, "n": 3, "weights": [1, 0, 0, 0, 0, 0, 0, 1]}}""");
        Assert.Equal(Math.Log(2), json.GetProperty("dualTotalCorrelation").GetDouble(), 1e-12);
        Assert.Equal([Math.Log(2), 0, 0], json.GetProperty("informationCurve").EnumerateArray().Select(entry => entry.GetDouble()), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([2, 2, 1], json.GetProperty("supportComponents").EnumerateArray().Select(entry => entry.GetInt32()));
        var schedules = json.GetProperty("optimalSchedule").EnumerateArray().ToArray();
        Assert.Equal(["3", "1 2", "1 1 1"], schedules.Select(entry => string.Join(' ', entry.GetProperty("sizes").EnumerateArray())));
        Assert.Equal(2 * Math.Log(2), schedules[0].GetProperty("loss").GetDouble(), 1e-12);
        Assert.Equal(0, schedules[1].GetProperty("loss").GetDouble(), 1e-12);
    }

    [Fact]
    public void ACliqueHasTheCurveOfItsIsingModel()
    {
        var clique = Explored("""{"clique": {"n": 5, "clique": 3, "coupling": 0.4, "field": 0.2}}""");
        var curve = InformationCurve.Of(Ising.Clique(5, 3, 0.4, 0.2).Distribution());
        Assert.Equal(Enumerable.Range(1, 5).Select(rank => curve[rank]), clique.GetProperty("informationCurve").EnumerateArray().Select(entry => entry.GetDouble()), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([1, 1, 1, 1, 1], clique.GetProperty("supportComponents").EnumerateArray().Select(entry => entry.GetInt32()));
    }

    // The rows of a table may be lists, or follow one another. Position 0 given x_1; position 1 given x_0.
    [Theory]
    [InlineData("[[[0.5, 0.5], [0.5, 0.5]], [[0.5, 0.5], [0.25, 0.75]]]")]
    [InlineData("[[0.5, 0.5, 0.5, 0.5], [0.5, 0.5, 0.25, 0.75]]")]
    public void ConditionalsHaveTheirDefectAndNothingElse(string tables)
    {
        var json = Json(Compatible($$$"""{"conditionals": {"alphabet": 2, "n": 2, "tables": {{{tables}}}}}""").ToJson());
        Assert.Equal(["compatibility"], json.EnumerateObject().Select(entry => entry.Name));
        var compatibility = json.GetProperty("compatibility");
        Assert.Equal(Math.Log(3), compatibility.GetProperty("rectangleDefect").GetDouble(), 1e-12);
        Assert.Equal("""{"positions":[0,1],"values":[[0,1],[0,1]],"others":[]}""", JsonSerializer.Serialize(compatibility.GetProperty("rectangle")));
    }

    // x_2 depends on x_0 otherwise where x_1 = 1; the rows of position 2 are those of (x_0, x_1) = 00, 01, 10, 11.
    [Fact]
    public void TheStateOfTheOthersIsInOrder()
    {
        const string Half = "[0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5]";
        var found = Compatible($$$"""{"conditionals": {"alphabet": 2, "n": 3, "tables": [{{{Half}}}, {{{Half}}}, [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.2, 0.8]]}}""");
        Assert.Equal((0, 2), found.Rectangle!.Positions);
        Assert.Equal([1], found.Others!);
        Assert.Equal(Math.Log(4), found.RectangleDefect!.Value, 1e-12);
    }

    [Fact]
    public void WithoutARectangleThereIsNoDefect()
    {
        Assert.Equal(0, Compatible("""{"conditionals": {"alphabet": 2, "n": 1, "tables": [[0.3, 0.7]]}}""").RectangleDefect);
        var zeros = Compatible("""{"conditionals": {"alphabet": 2, "n": 2, "tables": [[1, 0, 0, 1], [1, 0, 0, 1]]}}""");
        Assert.Null(zeros.RectangleDefect);
        Assert.Equal("""{"compatibility":{"rectangleDefect":null,"rectangle":null}}""", JsonSerializer.Serialize(Json(zeros.ToJson())));
    }

    private static Compatibility Compatible(string spec) =>
        Compatibility.Of(Assert.IsType<ConditionalsModel>(SpecReader.Read(spec, "spec")).Conditionals);

    private static JsonElement Explored(string spec) =>
        Json(ExplorationJson.Write(Explorer.Explore(SpecReader.Read(spec, "spec"), 50, TestContext.Current.CancellationToken)));

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
