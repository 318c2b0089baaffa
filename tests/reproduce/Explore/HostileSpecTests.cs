using System.Globalization;
using System.Text.RegularExpressions;
using Gmlm.Reproduce.Explore;
using Xunit;

namespace Gmlm.Reproduce.Tests.Explore;

/// <summary>Valid models at and beyond the edges of double precision: every quantity has a value that it can have, or it is said why it has none.</summary>
public sealed partial class HostileSpecTests
{
    private const int Budget = 50;

    private static readonly double[] Strengths = [0, 1e-300, 1e-9, 0.3, 1, 3, 20, 40, 100, 200, 372, 745, 1e4, 1e6];

    private static readonly double[] Weights = [5e-324, 1e-310, 1e-308, 1e-200, 1e-155, 1e-20, 1, 3, 1e20, 1e155, 1e200, 1e308, double.MaxValue];

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

    public static readonly TheoryData<string, int> Kinds = new(new[] { "ising", "potts", "table", "clique" }.SelectMany(kind => Enumerable.Range(0, 4).Select(seed => (kind, seed))));

    [Theory, MemberData(nameof(Kinds))]
    public void OfASeededGrid(string kind, int seed)
    {
        var random = new Random((1000 * kind[0]) + seed);
        for (var i = 0; i < 12; i++)
        {
            Check(kind switch { "ising" => Ising(random), "potts" => Potts(random), "table" => Table(random), _ => Clique(random) });
        }
    }

    // Where no power of ten is lost, the same clique by enumeration has the same gaps.
    [Theory]
    [InlineData(4, 3, 20.0, 1.0)]
    [InlineData(4, 4, 40.0, -3.0)]
    [InlineData(3, 3, 60.0, 0.0)]
    public void ACliqueIsTheIsingModelThatItIs(int length, int clique, double coupling, double field)
    {
        var pairs = from i in Enumerable.Range(0, clique) from j in Enumerable.Range(0, i) select $"[{i}, {j}, {Text(coupling)}]";
        var lumped = Check($$$"""{"clique": {"n": {{{length}}}, "clique": {{{clique}}}, "coupling": {{{Text(coupling)}}}, "field": {{{Text(field)}}}}}""");
        var full = Check($$$"""{"ising": {"fields": [{{{string.Join(", ", Enumerable.Repeat(Text(field), length))}}}], "couplings": [{{{string.Join(", ", pairs)}}}]}}""");
        Assert.All(lumped.PoincareConstant.Zip(full.PoincareConstant), pair => Assert.Equal(1, pair.First!.Value / pair.Second!.Value, 1e-6));
        Assert.True(lumped.PoincareConstant[0] > 1e15, "The case is not hostile.");
    }

    private static Exploration Check(string spec)
    {
        Exploration exploration;
        try
        {
            exploration = Explorer.Explore(SpecReader.Read(spec, "spec"), Budget, TestContext.Current.CancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            throw new InvalidOperationException($"{spec}: {error.Message}", error);
        }

        void That(bool holds, string what) => Assert.True(holds, $"{what}\n{spec}\n{ExplorationJson.Write(exploration)}\n{string.Join('\n', exploration.LeftOut)}");

        That(double.IsFinite(exploration.Entropy) && exploration.Entropy >= 0, "entropy");
        That(double.IsFinite(exploration.TotalCorrelation) && exploration.TotalCorrelation >= 0, "total correlation");
        That(exploration.StationaryTotalVariation is null or (>= 0 and <= 1), "total variation");
        That(exploration.LogReachProbability is null or <= 0, "reach probability");
        That(exploration.StationaryTotalVariation is not null || exploration.LeftOut.Any(line => line.StartsWith("independentParallel.stationaryTotalVariation", StringComparison.Ordinal)), "total variation unsaid");
        for (var i = 0; i < exploration.Gap.Count; i++)
        {
            var (gap, constant, tensorization) = (exploration.Gap[i], exploration.PoincareConstant[i], exploration.EntropyTensorizationLowerBound[i]);
            That(gap is null or (>= 0 and <= 1 + 1e-9), $"gap at {i + 1}");
            That(constant is null ? gap is null or 0 : double.IsFinite(constant.Value) && Math.Abs((constant.Value * gap!.Value) - 1) < 1e-9, $"constant at {i + 1}");
            That(tensorization is null || (double.IsFinite(tensorization.Value) && tensorization >= Math.Max(1, constant ?? 1) * (1 - 1e-9)), $"tensorization at {i + 1}");
            That(exploration.ExpectedCappedTime?[i] is null or (>= 1 and <= Budget), $"time at {i + 1}");
            That(exploration.TraceAsymptoticCovariance?[i] is null || (double.IsFinite(exploration.TraceAsymptoticCovariance[i]!.Value) && exploration.TraceAsymptoticCovariance[i] > 0), $"trace at {i + 1}");

            // Larger blocks never slow a chain down.
            That(i == 0 || gap is null || exploration.Gap[i - 1] is not { } smaller || gap >= smaller * (1 - 1e-6), $"gap at {i + 1} below the one before");
            That(gap is not null || Said("gap and poincareConstant", i + 1), $"gap at {i + 1} unsaid");
            That(constant is not null || Said("gap and poincareConstant", i + 1) || Said("poincareConstant", i + 1), $"constant at {i + 1} unsaid");
            That(tensorization is not null || Said("entropyTensorizationLowerBound", i + 1), $"tensorization at {i + 1} unsaid");
            That(exploration.TraceAsymptoticCovariance is null || exploration.TraceAsymptoticCovariance[i] is not null || Said("traceAsymptoticCovariance", i + 1), $"trace at {i + 1} unsaid");
        }

        That(!NotANumber().IsMatch(ExplorationJson.Write(exploration)), "a number that JSON has not");
        return exploration;

        bool Said(string what, int size) => exploration.LeftOut.Select(line => Line().Match(line)).Any(match => match.Groups["what"].Value == what
            && (!match.Groups["first"].Success || (Number(match, "first") <= size && size <= (match.Groups["last"].Success ? Number(match, "last") : Number(match, "first")))));
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<what>[\w. ]+?)( at k = (?<first>\d+)( to (?<last>\d+))?)?: .")]
    private static partial Regex Line();

    [GeneratedRegex("NaN|Infinity")]
    private static partial Regex NotANumber();

    private static string Ising(Random random)
    {
        var length = random.Next(1, 6);
        return $$$"""{"ising": {"fields": [{{{Many(length, () => Strength(random))}}}], "couplings": [{{{Couplings(random, length)}}}]}}""";
    }

    private static string Potts(Random random)
    {
        var (alphabet, length) = (random.Next(2, 4), random.Next(1, 4));
        var fields = random.Next(2) == 0 ? "" : $", \"fields\": [{Many(length, () => $"[{Many(alphabet, () => Strength(random))}]")}]";
        return $$$"""{"potts": {"q": {{{alphabet}}}, "n": {{{length}}}, "couplings": [{{{Couplings(random, length)}}}]{{{fields}}}}}""";
    }

    // Some tables have zeros, and some only two different weights.
    private static string Table(Random random)
    {
        var (alphabet, length) = (random.Next(2, 4), random.Next(1, 4));
        double[] weights = random.Next(3) == 0 ? [1, Of(Weights, random)] : Weights;
        var zeros = random.Next(3) == 0;
        var count = (int)Math.Pow(alphabet, length);
        return $$$"""{"table": {"alphabet": {{{alphabet}}}, "n": {{{length}}}, "weights": [1, {{{Many(count - 1, () => zeros && random.Next(3) == 0 ? "0" : Text(Of(weights, random)))}}}]}}""";
    }

    private static string Clique(Random random)
    {
        var length = random.Next(1, 15);
        return $$$"""{"clique": {"n": {{{length}}}, "clique": {{{random.Next(1, length + 1)}}}, "coupling": {{{Strength(random)}}}, "field": {{{Strength(random)}}}}}""";
    }

    private static string Couplings(Random random, int length)
    {
        var pairs = from i in Enumerable.Range(0, length) from j in Enumerable.Range(0, i) where random.Next(2) == 0 select $"[{i}, {j}, {Strength(random)}]";
        return string.Join(", ", pairs);
    }

    private static string Strength(Random random) => Text(Of(Strengths, random) * (random.Next(2) == 0 ? 1 : -1));

    private static double Of(double[] values, Random random) => values[random.Next(values.Length)];

    private static string Many(int count, Func<string> one) => string.Join(", ", Enumerable.Range(0, count).Select(_ => one()));

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
