using CsCheck;
using Gmlm.Theory.Distributions;
using Gmlm.Theory.Inequalities;
using Gmlm.Theory.Tests.Chains;
using Xunit;

namespace Gmlm.Theory.Tests.Inequalities;

public class BlockEntropyTests
{
    private static readonly Gen<(BlockEntropy Entropy, FiniteDistribution Q)> Pairs =
        from chain in BlockDynamicsTests.Chains
        from weights in Gen.Double[0.001, 1].Array[chain.Stationary.Space.Count]
        select (new BlockEntropy(chain.Stationary, chain.Masks), FiniteDistribution.FromWeights(chain.Stationary.Space, weights));

    [Fact]
    public void Block_entropy_is_the_average_divergence_of_the_conditionals() => Pairs.Sample(
        pair =>
        {
            var (p, masks, q) = (pair.Entropy.Reference, pair.Entropy.Masks, pair.Q);
            double expected = 0;
            for (var m = 0; m < masks.Masks.Count; m++)
            {
                double[] ofQ = Conditionals.Of(q, masks.Masks[m]), ofP = Conditionals.Of(p, masks.Masks[m]);
                expected += masks.Weights[m] * q.Expect([.. ofQ.Select((conditional, x) => Math.Log(conditional / ofP[x]))]);
            }

            Assert.Equal(expected, pair.Entropy.Of(q), 1e-12);
            Assert.Equal(q.Expect([.. Enumerable.Range(0, p.Space.Count).Select(x => Math.Log(q[x] / p[x]))]), pair.Entropy.Relative(q), 1e-12);
        },
        iter: 50);

    [Fact]
    public void Gradient_of_the_ratio_agrees_with_differences() => Pairs.Where(pair => pair.Entropy.Relative(pair.Q) > 1e-4).Sample(
        pair =>
        {
            var objective = new EntropyRatio(pair.Entropy);
            double[] u = [.. pair.Q.Probabilities.ToArray().Select(Math.Sqrt)], gradient = new double[u.Length];
            Assert.Equal(-Math.Log(pair.Entropy.Ratio(pair.Q)), objective.Evaluate(u, gradient), 1e-10);
            for (var x = 0; x < u.Length; x++)
            {
                var step = 1e-5 * u[x];
                double Shifted(double by) => objective.Evaluate([.. u.Select((value, i) => i == x ? value + by : value)], []);
                var difference = (Shifted(step) - Shifted(-step)) / (2 * step);
                Assert.Equal(difference, gradient[x], 1e-4 * (1 + Math.Abs(difference)));
            }
        },
        iter: 30);

    [Theory]
    [InlineData(1e-3)]
    [InlineData(1e-6)]
    [InlineData(1e-8)]
    public void A_q_close_to_p_keeps_its_digits(double tilt)
    {
        // With everything masked the block entropy is KL(q ‖ p) itself, ε²/2 − ε³/6 Σ p f³ + …, here with Σ p f³ = 0.
        var space = new StateSpace(2, 2);
        var entropy = new BlockEntropy(FiniteDistribution.FromWeights(space, [1, 1, 1, 1]), MaskDistribution.UniformOfSize(2, 2));
        var q = FiniteDistribution.FromWeights(space, [1 + tilt, 1 - tilt, 1 - tilt, 1 + tilt]);
        Assert.Equal(1, entropy.Of(q) / (tilt * tilt / 2), 1e-6);
        Assert.Equal(1, entropy.Ratio(q), 1e-7);
    }

    [Fact]
    public void Masks_of_another_length_are_refused() => Assert.Throws<ArgumentException>(() =>
        new BlockEntropy(Ising.Clique(3, 2, 0.1, 0).Distribution(), MaskDistribution.UniformOfSize(2, 1)));
}
