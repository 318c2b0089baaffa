using System.Globalization;
using System.Text.RegularExpressions;
using Gmlm.Reproduce.Explore;
using Xunit;

namespace Gmlm.Reproduce.Tests.Explore;

/// <summary>
/// For a valid model, every quantity has a possible value or a reason why it has none, however extreme the model's numbers are.
/// </summary>
public sealed partial class HostileSpecTests
{
    private const int Budget = 50;

    [Theory]
    [InlineData("""{"clique": {"n": 64, "clique": 64, "coupling": 0.3, "field": 0.1}}""")]
    [InlineData("""{"clique": {"n": 80, "clique": 80, "coupling": 0.3, "field": 0.1}}""")]
    [InlineData("""{"clique": {"n": 33, "clique": 30, "coupling": -200, "field": 200}}""")]
    [InlineData("""{"ising": {"fields": [0, 0, 0, 0], "couplings": [[0, 1, 200]]}}""")]
    [InlineData("""{"ising": {"fields": [0, 0, 0, 0, 0, 0, 0, 0, 0], "couplings": [[0, 1, 200]]}}""")]
    [InlineData("""{"ising": {"fields": [0, 0], "couplings": [[0, 1, 1000]]}}""")]
    [InlineData("""{"table": {"alphabet": 2, "n": 2, "weights": [1, 1e308, 1, 1]}}""")]
    [InlineData("""{"table": {"alphabet": 2, "n": 2, "weights": [1, 1, 1, 1e308]}}""")]
    [InlineData("""{"table": {"alphabet": 2, "n": 2, "weights": [1e308, 5e-324, 5e-324, 1e308]}}""")]
    [InlineData("""{"table": {"alphabet": 3, "n": 2, "weights": [1e308, 1, 1, 1, 0, 1, 1, 1, 1]}}""")]
    public void AtTheEdge(string spec) => Check(spec);

    public static readonly TheoryData<string, int> Kinds =
        new(new[] { "ising", "potts", "table", "clique" }.SelectMany(kind => Enumerable.Range(0, 4).Select(seed => (kind, seed))));

    [Theory, MemberData(nameof(Kinds))]
    public void OfASeededGrid(string kind, int seed)
    {
        var specs = new HostileSpecs(new Random((1000 * kind[0]) + seed));
        for (var i = 0; i < 12; i++)
        {
            Check(specs.Of(kind));
        }
    }

    [Theory]
    [InlineData(4, 3, 20.0, 1.0)]
    [InlineData(4, 4, 30.0, -3.0)]
    [InlineData(3, 3, 60.0, 0.0)]
    public void ACliqueHasTheConstantsOfItsIsingModel(int length, int clique, double coupling, double field)
    {
        var (j, h) = (HostileSpecs.Text(coupling), HostileSpecs.Text(field));
        var pairs = from i in Enumerable.Range(0, clique) from other in Enumerable.Range(0, i) select $"[{i}, {other}, {j}]";
        var lumped = Check($"{{\"clique\": {{\"n\": {length}, \"clique\": {clique}, \"coupling\": {j}, \"field\": {h}}}}}");
        var fields = string.Join(", ", Enumerable.Repeat(h, length));
        var full = Check($"{{\"ising\": {{\"fields\": [{fields}], \"couplings\": [{string.Join(", ", pairs)}]}}}}");
        Assert.All(lumped.PoincareConstant.Zip(full.PoincareConstant), pair => Assert.Equal(1, pair.First!.Value / pair.Second!.Value, 1e-6));
        Assert.True(lumped.PoincareConstant[0] > 1e15, "The model is not hostile.");
    }

    private static Exploration Check(string spec)
    {
        Exploration found;
        try
        {
            found = Explorer.Explore(SpecReader.Read(spec, "spec"), Budget, TestContext.Current.CancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            throw new InvalidOperationException($"{spec}: {error.Message}", error);
        }

        var json = ExplorationJson.Write(found);
        void That(bool holds, string what) => Assert.True(holds, $"{what}\n{spec}\n{json}\n{string.Join('\n', found.LeftOut)}");

        // Checks that a value is in its range, or that there is a reason for its absence.
        void Value(double? value, double least, double most, string name, int size = 0) =>
            That(value is { } number ? double.IsFinite(number) && number >= least && number <= most : Said(name, size), $"{name} {size}: {value}");

        Value(found.Entropy, 0, double.MaxValue, "entropy");
        Value(found.TotalCorrelation, 0, double.MaxValue, "totalCorrelation");
        Value(found.StationaryTotalVariation, 0, 1, "independentParallel.stationaryTotalVariation");
        That(found.LogReachProbability is null or <= 0, "reachProbability");
        for (var size = 1; size <= found.Gap.Count; size++)
        {
            var (gap, constant) = (found.Gap[size - 1], found.PoincareConstant[size - 1]);
            Value(gap, 0, 1 + 1e-9, "gap", size);
            Value(constant, 1 - 1e-9, double.MaxValue, "poincareConstant", size);
            Value(found.EntropyTensorizationLowerBound[size - 1], Math.Max(1, constant ?? 1) * (1 - 1e-9), double.MaxValue, "entropyTensorizationLowerBound", size);
            Value(found.EntropyTensorizationUpperBound[size - 1], (found.EntropyTensorizationLowerBound[size - 1] ?? 1) * (1 - 1e-6), double.MaxValue, "entropyTensorizationUpperBound", size);
            That(constant is null ? gap is null or 0 : Math.Abs((constant.Value * gap!.Value) - 1) < 1e-9, $"gap and constant {size}");
            if (found.TraceAsymptoticCovariance is { } traces)
            {
                Value(traces[size - 1], double.Epsilon, double.MaxValue, "traceAsymptoticCovariance", size);
            }

            if (found.ExpectedCappedTime is { } times)
            {
                Value(times[size - 1], 1, Budget, "expectedCappedTime", size);
            }

            // A larger block never makes a chain slower.
            That(size == 1 || gap is null || found.Gap[size - 2] is not { } smaller || gap >= smaller * (1 - 1e-6), $"gap {size} is below {size - 1}");
        }

        That(!NotANumber().IsMatch(json), "JSON has no such number");
        return found;

        bool Said(string name, int size) => found.LeftOut.Select(line => Line().Match(line)).Any(match =>
            match.Groups["what"].Value.Split(" and ").Contains(name) && (!match.Groups["first"].Success || Within(match, size)));
    }

    private static bool Within(Match match, int size)
    {
        int Number(string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
        return Number("first") <= size && size <= Number(match.Groups["last"].Success ? "last" : "first");
    }

    [GeneratedRegex(@"^(?<what>[\w. ]+?)( at k = (?<first>\d+)( to (?<last>\d+))?)?: .")]
    private static partial Regex Line();

    [GeneratedRegex("NaN|Infinity")]
    private static partial Regex NotANumber();
}
