using System.Text.Json;
using Gmlm.Reproduce.Harness;
using Gmlm.Theory.Distributions;
using Gmlm.Theory.Inequalities;
using Gmlm.Theory.Random;
using Xunit;

namespace Gmlm.Reproduce.Tests.Commands;

/// <summary><c>explore</c> as a user sees it.</summary>
public sealed class ExploreTests : IDisposable
{
    private readonly Cli _cli = new();

    [Fact]
    public void TheTableReadsWell()
    {
        var (code, output, error) = Explore("""{"clique": {"n": 6, "clique": 3, "coupling": 0.8, "field": 0.2}}""", "--budget 200");
        Assert.Equal((0, ""), (code, error));
        TextSnapshot.Verify(string.Join('\n', output.Split('\n').Select(line => line.TrimEnd())));
    }

    [Fact]
    public void TheFigure1CliqueMeetsItsReferences()
    {
        var json = Json("""{"clique": {"n": 4, "clique": 4, "coupling": 0.05, "field": 0}}""");
        Close([0.2127, 0.4477, 0.7086, 1], json.GetProperty("gap"), 0.00005);
        Close([28.26, 15.34, 11.45, 10.11], json.GetProperty("traceAsymptoticCovariance"), 0.006);
        Assert.All(json.GetProperty("gap").EnumerateArray().Zip(json.GetProperty("poincareConstant").EnumerateArray()), pair =>
            Assert.Equal(1, pair.First.GetDouble() * pair.Second.GetDouble(), 1e-12));
    }

    [Fact]
    public void TheSameModelInFull()
    {
        var clique = Json("""{"clique": {"n": 4, "clique": 3, "coupling": 0.5, "field": 0.1}}""");
        var ising = Json("""{"ising": {"fields": [0.1, 0.1, 0.1, 0.1], "couplings": [[0, 1, 0.5], [2, 0, 0.5], [1, 2, 0.5]]}}""");
        Assert.Equal(
            ["entropy", "totalCorrelation", "gap", "poincareConstant", "entropyTensorizationLowerBound", "entropyTensorizationUpperBound", "traceAsymptoticCovariance", "independentParallel"],
            ising.EnumerateObject().Select(property => property.Name));
        foreach (var name in new[] { "gap", "poincareConstant", "entropyTensorizationUpperBound", "traceAsymptoticCovariance" })
        {
            Close([.. ising.GetProperty(name).EnumerateArray().Select(entry => entry.GetDouble())], clique.GetProperty(name), 1e-7);
        }

        foreach (var name in new[] { "entropy", "totalCorrelation" })
        {
            Assert.Equal(ising.GetProperty(name).GetDouble(), clique.GetProperty(name).GetDouble(), 1e-12);
        }

        Assert.Equal(
            ising.GetProperty("independentParallel").GetProperty("stationaryTotalVariation").GetDouble(),
            clique.GetProperty("independentParallel").GetProperty("stationaryTotalVariation").GetDouble(), 1e-12);
    }

    /// <summary>A search as long as the standard profile's finds the maximum that a short one misses; a proven bound stands above it.</summary>
    [Fact]
    public void TheSearchIsThatOfTheStandardProfile()
    {
        var random = new RandomStream(3);
        double[] weights = [.. Enumerable.Range(0, 27).Select(_ => Math.Pow(-Math.Log(1 - random.NextUniform()), 3) + 1e-4)];
        var json = Json($$$"""{"table": {"alphabet": 3, "n": 3, "weights": [{{{string.Join(", ", weights.Select(weight => weight.ToString("R", System.Globalization.CultureInfo.InvariantCulture)))}}}]}}""");
        double[] lower = [.. json.GetProperty("entropyTensorizationLowerBound").EnumerateArray().Select(entry => entry.GetDouble())];
        double[] upper = [.. json.GetProperty("entropyTensorizationUpperBound").EnumerateArray().Select(entry => entry.GetDouble())];

        // The first position of a table varies slowest, that of a state space fastest.
        var space = new StateSpace(3, 3);
        var p = FiniteDistribution.FromWeights(space, [.. Enumerable.Range(0, 27).Select(x => weights[(space.Symbol(x, 0) * 9) + (space.Symbol(x, 1) * 3) + space.Symbol(x, 2)])]);
        for (var size = 1; size <= 3; size++)
        {
            var found = EntropyTensorization.LowerBound(p, MaskDistribution.UniformOfSize(3, size), new RandomStream(0), EntropySearch.Medium).Value;
            Assert.InRange(lower[size - 1], found * (1 - 1e-6), upper[size - 1]);
        }

        Assert.Equal([1, 1], (double[])[lower[2], upper[2]]);
    }

    [Fact]
    public void TheFigure3CliqueMeetsItsReferences()
    {
        var json = Json("""{"clique": {"n": 10, "clique": 4, "coupling": 3.0, "field": 5.0}}""");
        Close([953.5, 381.6, 29.5, 10.4], json.GetProperty("expectedCappedTime"), 0.1);
        Assert.Equal(10, json.GetProperty("expectedCappedTime").GetArrayLength());
        Assert.InRange(json.GetProperty("independentParallel").GetProperty("reachProbability").GetDouble(), 0, 1);
    }

    [Fact]
    public void PottsAndTablesHaveNoVarianceAndNoTime()
    {
        var potts = Json("""{"potts": {"q": 3, "n": 2, "couplings": [[0, 1, 1.0]], "fields": [[0, 0.5, 0], [0, 0, 0.3]]}}""");
        Assert.Equal(
            ["entropy", "totalCorrelation", "gap", "poincareConstant", "entropyTensorizationLowerBound", "entropyTensorizationUpperBound", "independentParallel"],
            potts.EnumerateObject().Select(property => property.Name));

        // The same model as a table, with the first position varying slowest.
        double[] first = [0, 0.5, 0], second = [0, 0, 0.3];
        var weights = from a in Enumerable.Range(0, 3) from b in Enumerable.Range(0, 3) select Math.Exp(first[a] + second[b] + (a == b ? 1 : 0));
        var table = Json($$$"""{"table": {"alphabet": 3, "n": 2, "weights": [{{{string.Join(", ", weights.Select(weight => weight.ToString("R", System.Globalization.CultureInfo.InvariantCulture)))}}}]}}""");
        Assert.Equal(potts.GetProperty("entropy").GetDouble(), table.GetProperty("entropy").GetDouble(), 1e-12);
        Close([.. potts.GetProperty("gap").EnumerateArray().Select(entry => entry.GetDouble())], table.GetProperty("gap"), 1e-10);
        Assert.Equal(
            potts.GetProperty("independentParallel").GetProperty("stationaryTotalVariation").GetDouble(),
            table.GetProperty("independentParallel").GetProperty("stationaryTotalVariation").GetDouble(), 1e-12);
    }

    [Fact]
    public void WhatIsLeftOutIsNullAndSaid()
    {
        var (code, output, error) = Explore("""{"table": {"alphabet": 2, "n": 2, "weights": [1, 0, 0, 1]}}""", "--json");
        Assert.Equal(0, code);
        using var json = JsonDocument.Parse(output);
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("poincareConstant")[0].ValueKind);
        Assert.Equal(0, json.RootElement.GetProperty("gap")[0].GetDouble());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("independentParallel").GetProperty("stationaryTotalVariation").ValueKind);
        Assert.Contains("left out: poincareConstant at k = 1: infinite", error);
        Assert.Contains("left out: independentParallel.stationaryTotalVariation: the table has zeros", error);
    }

    [Fact]
    public void ACliqueBeyondEnumeration()
    {
        var (code, output, error) = Explore("""{"clique": {"n": 60, "clique": 50, "coupling": 0.03, "field": 0.05}}""", "--json");
        Assert.Equal(0, code);
        using var json = JsonDocument.Parse(output);
        Assert.Equal(60, json.RootElement.GetProperty("gap").GetArrayLength());
        Assert.All(json.RootElement.GetProperty("gap").EnumerateArray(), gap => Assert.InRange(gap.GetDouble(), 1e-6, 1 + 1e-9));
        Assert.Equal("left out: traceAsymptoticCovariance: the covariance of 1830 parameters is enumerated up to 11 positions only", error.Trim());
    }

    [Theory]
    [InlineData("--spec nowhere.json", "cannot read nowhere.json")]
    [InlineData("", "--spec")]
    [InlineData("--spec spec.json --budget 0", "'0' is not a number of steps")]
    [InlineData("--spec spec.json --budget many", "'many' is not a number of steps")]
    [InlineData("--spec spec.json", "spec.json.ising.couplings[0][1]: a whole number from 0 to 1 is expected, found 2")]
    public void WrongUsageIsOneClearLine(string arguments, string says)
    {
        File.WriteAllText(_cli.PathOf("spec.json"), """{"ising": {"fields": [0, 0], "couplings": [[0, 2, 1]]}}""");
        var (code, output, error) = _cli.Run($"explore {arguments}");
        Assert.Equal((ExitCode.Usage, ""), (code, output.Trim()));
        Assert.Contains(says, error);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    public void Dispose() => _cli.Dispose();

    private (int Code, string Output, string Error) Explore(string spec, string options)
    {
        File.WriteAllText(_cli.PathOf("spec.json"), spec);
        return _cli.Run($"explore --spec spec.json {options}");
    }

    private JsonElement Json(string spec)
    {
        var (code, output, error) = Explore(spec, "--json");
        Assert.Equal((0, ""), (code, error));
        using var json = JsonDocument.Parse(output);
        return json.RootElement.Clone();
    }

    private static void Close(double[] expected, JsonElement actual, double tolerance) => Assert.All(
        expected.Zip(actual.EnumerateArray()), pair => Assert.InRange(pair.Second.GetDouble(), pair.First - tolerance, pair.First + tolerance));
}
