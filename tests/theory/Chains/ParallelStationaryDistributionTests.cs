using Gmlm.Theory.Chains;
using Gmlm.Theory.Distributions;
using Gmlm.Theory.Information;
using Gmlm.Theory.Random;
using MathNet.Numerics.Distributions;
using Xunit;

namespace Gmlm.Theory.Tests.Chains;

public sealed class ParallelStationaryDistributionTests
{
    private static readonly Ising Spins = new([0.3, -0.2, 0.5], new[,] { { 0, 0.7, -0.4 }, { 0.7, 0, 0.9 }, { -0.4, 0.9, 0 } });
    private static readonly Potts Symbols = new(new[,] { { 0, 0.5, -0.5 }, { 0.2, 0.3, 0.6 }, { 0, 1, 0 } }, new[,] { { 0, 0.8, -0.3 }, { 0.8, 0, 1.2 }, { -0.3, 1.2, 0 } });

    [Fact]
    public void Closed_forms_and_elimination_agree()
    {
        Close(ParallelStationaryDistribution.Of(Spins), ParallelStationaryDistribution.Of(Spins.Distribution()));
        Close(ParallelStationaryDistribution.Of(Symbols), ParallelStationaryDistribution.Of(Symbols.Distribution()));
    }

    [Theory]
    [InlineData(5, 3, 0.8, 0.4)]
    [InlineData(4, 4, 0.3, 0)]
    [InlineData(4, 4, -0.7, 0.1)]
    public void The_clique_by_its_count(int length, int clique, double coupling, double field)
    {
        var model = Ising.Clique(length, clique, coupling, field);
        Assert.Equal(
            Divergences.TotalVariation(ParallelStationaryDistribution.Of(model), model.Distribution()), CliqueCount.ParallelTotalVariation(clique, coupling, field), 1e-13);
        Assert.Equal(Divergences.TotalCorrelation(model.Distribution()), CliqueCount.TotalCorrelation(clique, coupling, field), 1e-12);
    }

    [Fact]
    public void Small_distances_keep_their_digits()
    {
        // Two spins in a strong field, to leading order: p(+−) = e^{−2h−2J}, p(−−) = e^{−4h}, and P(−) = p(+−), so that TC = p(−−) log(p(−−)/p(+−)²) − p(−−) + p(+−)².
        double mixed = Math.Exp(-2 * (9 + 1)), both = Math.Exp(-4 * 9);
        var single = mixed + both;
        Assert.Equal(1, CliqueCount.TotalCorrelation(2, 1, 9) / ((both * Math.Log(both / (single * single))) - both + (single * single)), 1e-6);

        // π(+−)/π(++) = e^{−2h} cosh(h−J)/cosh(h+J) = e^{−2h−2J} (1 + e^{−2h} (e^{2J} − e^{−2J})): at +− and −+ π is 2 e^{−4h} (1 − e^{−4J}) larger, at −− half of that smaller.
        Assert.Equal(1, CliqueCount.ParallelTotalVariation(2, 1, 9) / (2 * both * (1 - Math.Exp(-4))), 1e-6);
    }

    [Fact]
    public void Is_stationary_for_the_definition()
    {
        var random = new RandomStream(5);
        var space = new StateSpace(3, 2);
        var p = FiniteDistribution.FromWeights(space, [.. Enumerable.Range(0, space.Count).Select(_ => Exponential.Sample(random, 1))]);
        var pi = ParallelStationaryDistribution.Of(p);
        for (var y = 0; y < space.Count; y++)
        {
            double next = 0;
            for (var x = 0; x < space.Count; x++)
            {
                // y_0 given x_1, y_1 given x_0.
                double column = p[(3 * space.Symbol(x, 1)) + 0] + p[(3 * space.Symbol(x, 1)) + 1] + p[(3 * space.Symbol(x, 1)) + 2];
                double row = p[space.Symbol(x, 0)] + p[space.Symbol(x, 0) + 3] + p[space.Symbol(x, 0) + 6];
                next += pi[x] * p[(3 * space.Symbol(x, 1)) + space.Symbol(y, 0)] / column * p[space.Symbol(x, 0) + (3 * space.Symbol(y, 1))] / row;
            }

            Assert.Equal(pi[y], next, 1e-14);
        }
    }

    [Fact]
    public void Independent_positions_lose_nothing()
    {
        var model = new Ising([0.4, -1, 2], new double[3, 3]);
        Assert.Equal(0, Divergences.TotalVariation(ParallelStationaryDistribution.Of(model), model.Distribution()), 1e-15);
        Assert.Equal(0, CliqueCount.ParallelTotalVariation(7, 0, 0.3), 1e-14);
    }

    [Fact]
    public void Zeros_are_refused() =>
        Assert.Throws<ArgumentException>(() => ParallelStationaryDistribution.Of(FiniteDistribution.FromWeights(new StateSpace(2, 2), [1, 0, 0, 1])));

    private static void Close(FiniteDistribution left, FiniteDistribution right) => Assert.All(
        Enumerable.Range(0, left.Space.Count), x => Assert.Equal(left[x], right[x], 1e-13));
}
