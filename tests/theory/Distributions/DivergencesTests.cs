using CsCheck;
using Gmlm.Theory.Distributions;
using Gmlm.Theory.Information;
using Xunit;

namespace Gmlm.Theory.Tests.Distributions;

public sealed class DivergencesTests
{
    private static readonly StateSpace Space = new(3, 3);

    private static readonly Gen<FiniteDistribution> Laws = Gen.Double[1e-6, 1].Array[27].Select(weights => FiniteDistribution.FromWeights(Space, weights));

    [Fact]
    public void Total_correlation_is_the_divergence_from_the_product_of_marginals() => Laws.Sample(
        p =>
        {
            var marginals = Enumerable.Range(0, 3).Select(i => Divergences.Marginal(p, 1 << i)).ToArray();
            var product = FiniteDistribution.FromWeights(Space, [.. Enumerable.Range(0, 27).Select(x => Enumerable.Range(0, 3).Aggregate(1.0, (value, i) => value * marginals[i][Space.Symbol(x, i) * Space.Power(i)]))]);
            Assert.Equal(Divergences.KullbackLeibler(p, product), Divergences.TotalCorrelation(p), 1e-12);
            Assert.Equal(0, Divergences.TotalCorrelation(product), 1e-12);
            Assert.Equal(Divergences.TotalCorrelation(p), Divergences.ConditionalTotalCorrelation(p, MaskDistribution.UniformOfSize(3, 3)), 1e-12);
            Assert.Equal(0, Divergences.ConditionalTotalCorrelation(p, MaskDistribution.UniformOfSize(3, 1)), 1e-12);
        },
        iter: 50);

    [Fact]
    public void Chain_rule_and_bounds_hold() => Gen.Select(Laws, Laws).Sample(
        (p, q) =>
        {
            Assert.Equal(Divergences.Entropy(p), Divergences.Entropy(p, 0b001) + Divergences.ConditionalEntropy(p, 0b110, 0b001), 1e-12);
            Assert.InRange(Divergences.TotalVariation(p, q), 0, Math.Sqrt(Divergences.KullbackLeibler(p, q) / 2));
            Assert.Equal(Divergences.TotalVariation(p, q), Divergences.TotalVariation(q, p), 1e-15);
        },
        iter: 50);

    [Fact]
    public void Closed_forms()
    {
        var space = new StateSpace(2, 2);
        var equal = FiniteDistribution.FromWeights(space, [1, 0, 0, 1]);
        var uniform = FiniteDistribution.FromWeights(space, [1, 1, 1, 1]);
        Assert.Equal(Math.Log(2), Divergences.Entropy(equal), 1e-15);
        Assert.Equal(Math.Log(2), Divergences.TotalCorrelation(equal), 1e-15);
        Assert.Equal(Math.Log(2), Divergences.KullbackLeibler(equal, uniform), 1e-15);
        Assert.Equal(double.PositiveInfinity, Divergences.KullbackLeibler(uniform, equal));
        Assert.Equal(0.5, Divergences.TotalVariation(equal, uniform));
        Assert.Equal(0, Divergences.Entropy(equal, 0));
        Assert.Throws<ArgumentException>(() => Divergences.TotalVariation(equal, FiniteDistribution.FromWeights(new StateSpace(4, 1), [1, 1, 1, 1])));
    }

    [Xunit.Theory]
    [InlineData(1, 0.3, 0.2)]
    [InlineData(5, 0.3, 0.2)]
    [InlineData(8, 1, 0)]
    [InlineData(8, 3, -0.5)]
    public void Entropies_of_a_clique_need_no_enumeration(int clique, double coupling, double field)
    {
        var p = Ising.Clique(clique, clique, coupling, field).Distribution();
        var entropies = new CliqueEntropies(clique, coupling, field);
        for (var j = 0; j <= clique; j++)
        {
            Assert.Equal(Divergences.Entropy(p, (1 << j) - 1), entropies.Entropy(j), 1e-12);
        }

        Assert.Equal(Divergences.TotalCorrelation(p), entropies.DecodingLoss(1), 1e-12);
        Assert.Equal(0, entropies.DecodingLoss(clique), 1e-12);
        for (var steps = 1; steps <= Math.Min(clique, 5); steps++)
        {
            Assert.Equal(PartitionDecoding.MeanLoss(p, steps), entropies.DecodingLoss(steps), 1e-11);
        }
    }
}
