using Gmlm.Theory.Chains;
using Gmlm.Theory.Distributions;
using Gmlm.Theory.Inequalities;
using Gmlm.Theory.Random;
using Xunit;

namespace Gmlm.Theory.Tests.Inequalities;

public sealed class TensorizationBoundTests
{
    [Fact]
    public void Is_above_every_lower_estimate()
    {
        var random = new RandomStream(11);
        foreach (var p in Models())
        {
            for (var size = 1; size <= p.Space.Length; size++)
            {
                var masks = MaskDistribution.UniformOfSize(p.Space.Length, size);
                var bound = TensorizationBound.Of(p, masks) * (1 + 1e-9);
                Assert.InRange(PointMasses.LowerBound(p, masks), 1 - 1e-12, bound);
                Assert.InRange(EntropyTensorization.LowerBound(p, masks, random, EntropySearch.Small).Value, 1 - 1e-6, bound);
            }
        }
    }

    /// <summary>By the number of +1 spins as by enumeration: spins beside the clique, both signs of J and h, every k.</summary>
    [Theory]
    [InlineData(4, 4, 0.05, 0)]
    [InlineData(4, 4, 1, 0.5)]
    [InlineData(6, 3, 0.4, -0.7)]
    [InlineData(5, 1, 0, 1.2)]
    [InlineData(5, 4, -0.3, 0.2)]
    public void A_clique_has_the_bound_of_its_states(int length, int clique, double coupling, double field)
    {
        var p = Ising.Clique(length, clique, coupling, field).Distribution();
        for (var size = 1; size <= length; size++)
        {
            var masks = MaskDistribution.UniformOfSize(length, size);
            var poincare = new BlockDynamics(p, masks).PoincareConstant;
            var expected = TensorizationBound.Of(p, masks);
            Assert.Equal(1, TensorizationBound.Of(p, masks, poincare) / expected, 1e-12);
            Assert.Equal(1, TensorizationBound.OfClique(length, clique, size, coupling, field, poincare) / expected, 1e-9);
            Assert.InRange(TensorizationBound.Of(p, masks, double.PositiveInfinity), expected * (1 - 1e-12), double.MaxValue);
        }
    }

    [Fact]
    public void The_least_probability_of_a_clique_may_underflow()
    {
        // 2^−200 e^{…} is no double; its logarithm is: C_AT ≤ C_P log(1/p*), here with C_P = N/k of independent spins.
        var bound = TensorizationBound.OfClique(200, 200, 100, 0.5, 0, 2);
        Assert.InRange(bound, 2 * ((0.5 * 200 * 199 / 2) - 200), 2 * (0.5 * 200 * 200));
    }

    [Fact]
    public void Is_exact_where_it_can_be()
    {
        var product = new Ising([0.4, -0.7, 1.1], new double[3, 3]).Distribution();
        Assert.Equal(0, TensorizationBound.Oscillation(product), 1e-12);
        Assert.Equal(1.5, TensorizationBound.Of(product, MaskDistribution.UniformOfSize(3, 2)), 1e-11);
        Assert.Equal(1, TensorizationBound.Of(Ising.Clique(3, 3, 2, 0.1).Distribution(), MaskDistribution.UniformOfSize(3, 3)), 1e-12);
    }

    [Fact]
    public void Point_masses_are_the_ratio_by_definition()
    {
        var p = Ising.Clique(3, 3, 0.6, 0.2).Distribution();
        var masks = MaskDistribution.UniformOfSize(3, 2);
        var entropy = new BlockEntropy(p, masks);
        var best = Enumerable.Range(0, 8).Max(x => entropy.Ratio(FiniteDistribution.FromWeights(p.Space, [.. Enumerable.Range(0, 8).Select(y => x == y ? 1.0 : 0)])));
        Assert.Equal(best, PointMasses.LowerBound(p, masks), 1e-12);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(2)]
    public void Point_masses_keep_their_digits(double coupling)
    {
        // Two spins, h = 0, k = 1, x = ++: log(1/p) = log 2 + log(1 + e^{−2J}), and either spin stays but for e^{−2J}: log(1 + e^{−2J}).
        var expected = (Math.Log(2) + Math.Log(1 + Math.Exp(-2 * coupling))) / (coupling > 20 ? Math.Exp(-2 * coupling) : Math.Log(1 + Math.Exp(-2 * coupling)));
        Assert.Equal(1, PointMasses.LowerBound(2, 2, 1, coupling, 0) / expected, 1e-12);
        Assert.Equal(1, PointMasses.LowerBound(Ising.Clique(2, 2, coupling, 0).Distribution(), MaskDistribution.UniformOfSize(2, 1)) / expected, 1e-12);
    }

    [Fact]
    public void Two_islands_are_told_from_one()
    {
        var islands = FiniteDistribution.FromWeights(new StateSpace(2, 2), [1, 0, 0, 1]);
        Assert.False(Irreducibility.Of(islands, MaskDistribution.UniformOfSize(2, 1)));
        Assert.True(Irreducibility.Of(islands, MaskDistribution.UniformOfSize(2, 2)));
        Assert.True(Irreducibility.Of(FiniteDistribution.FromWeights(new StateSpace(2, 2), [1, 1, 0, 1]), MaskDistribution.UniformOfSize(2, 1)));
        Assert.Equal(double.PositiveInfinity, PointMasses.LowerBound(islands, MaskDistribution.UniformOfSize(2, 1)));
    }

    // Weak and strong couplings, two symbols and three, and tables from flat to peaked.
    private static IEnumerable<FiniteDistribution> Models()
    {
        yield return Ising.Clique(4, 4, 0.05, 0).Distribution();
        yield return Ising.Clique(4, 4, 0.3, 0).Distribution();
        yield return new Ising([1.2, -0.4, 0.9], new[,] { { 0, 1.1, -0.8 }, { 1.1, 0, 1.4 }, { -0.8, 1.4, 0 } }).Distribution();
        yield return new Potts(new[,] { { 0, 0.5, -1.5 }, { 0, 0.3, 0.6 } }, new[,] { { 0, 1.8 }, { 1.8, 0 } }).Distribution();
        foreach (var power in new[] { 1, 3 })
        {
            var space = new StateSpace(2, 3);
            yield return FiniteDistribution.FromWeights(space, [.. Enumerable.Range(1, space.Count).Select(x => Math.Pow(x * x % 11, power))]);
        }
    }
}
