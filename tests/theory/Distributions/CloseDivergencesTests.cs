using CsCheck;
using Gmlm.Theory.Distributions;
using Xunit;

namespace Gmlm.Theory.Tests.Distributions;

public sealed class CloseDivergencesTests
{
    private static readonly Gen<FiniteDistribution[]> Pairs = Gen.Double[1e-6, 1].Array[9].Array[2]
        .Select(pair => pair.Select(weights => FiniteDistribution.FromWeights(new StateSpace(3, 2), weights)).ToArray());

    [Fact]
    public void Is_the_divergence_by_definition() => Pairs.Sample(
        pair =>
        {
            var expected = Divergences.KullbackLeibler(pair[0], pair[1]);
            double[] logs(FiniteDistribution p) => [.. p.Probabilities.ToArray().Select(value => Math.Log(value))];
            return Math.Abs(CloseDivergences.Of(pair[0].Probabilities, pair[1].Probabilities) - expected) < 1e-13
                && Math.Abs(CloseDivergences.OfLogarithms(logs(pair[0]), logs(pair[1])) - expected) < 1e-13
                && Math.Abs(PeakedVariation.Of(pair[0].Probabilities, pair[1].Probabilities) - Divergences.TotalVariation(pair[0], pair[1])) < 1e-13;
        },
        iter: 200);

    [Fact]
    public void Conditionals_follow_from_the_chain_rule() => Pairs.Sample(
        pair =>
        {
            // KL(p‖q) = KL of x_1 + E KL of x_0 given x_1.
            double[] left = Divergences.Marginal(pair[0], 0b10), right = Divergences.Marginal(pair[1], 0b10);
            var expected = Divergences.KullbackLeibler(pair[0], pair[1]) - Divergences.KullbackLeibler(left, right);
            return Math.Abs(CloseDivergences.OfConditionals(pair[0], pair[1], 0b01) - expected) < 1e-12;
        },
        iter: 100);

    [Theory]
    [InlineData(1e-3)]
    [InlineData(1e-6)]
    [InlineData(1e-8)]
    public void Close_coins_keep_their_digits(double bias)
    {
        // KL(½ ‖ ½ + ε) = −½ log(1 − 4ε²).
        var expected = bias < 1e-4 ? 2 * bias * bias : -0.5 * Math.Log(1 - (4 * bias * bias));
        Assert.Equal(1, CloseDivergences.Of([0.5, 0.5], [0.5 - bias, 0.5 + bias]) / expected, 1e-7);
    }

    [Fact]
    public void Zeros_are_what_they_should_be()
    {
        Assert.Equal(Math.Log(2), CloseDivergences.Of([1, 0], [0.5, 0.5]), 1e-15);
        Assert.Equal(double.PositiveInfinity, CloseDivergences.Of([0.5, 0.5], [1, 0]));
        Assert.Equal(0, CloseDivergences.Of([1, 0], [1, 0]));
    }

    [Fact]
    public void Distances_of_peaked_distributions_do_not_drown() =>
        Assert.Equal(1e-30, PeakedVariation.Of([1 - 1e-16, 3e-30], [1, 2e-30]), 1e-40);
}
