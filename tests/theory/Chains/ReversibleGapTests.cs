using CsCheck;
using Gmlm.Theory.Chains;
using Gmlm.Theory.Distributions;
using Xunit;

namespace Gmlm.Theory.Tests.Chains;

public sealed class ReversibleGapTests
{
    [Fact]
    public void Agrees_with_the_dense_decomposition() => Gen.Double[0.01, 1].Array[8].Sample(
        weights =>
        {
            var p = FiniteDistribution.FromWeights(new StateSpace(2, 3), weights);
            var chain = new BlockDynamics(p, MaskDistribution.UniformOfSize(3, 1));
            double[] logs = [.. weights.Select(weight => Math.Log(weight) + 5)];
            return Math.Abs((ReversibleGap.PoincareConstant(chain.Kernel().ToArray(), logs) / chain.PoincareConstant) - 1) < 1e-9;
        },
        iter: 30);

    [Theory]
    [InlineData(1e-3)]
    [InlineData(1e-30)]
    [InlineData(1e-200)]
    public void Two_states_have_a_closed_form(double rate) =>
        Assert.Equal(1, ReversibleGap.PoincareConstant(new[,] { { 1 - rate, rate }, { 3 * rate, 1 - (3 * rate) } }, [Math.Log(3), 0]) * 4 * rate, 1e-12);

    [Fact]
    public void One_state_is_at_its_limit_after_one_step() => Assert.Equal(1, ReversibleGap.PoincareConstant(new[,] { { 1.0 } }, [0]));

    // With I + r(P − I) in place of P, everything takes 1/r times as long.
    [Theory]
    [InlineData(1e-100)]
    [InlineData(1e-200)]
    [InlineData(1e-290)]
    public void A_slower_clock_is_a_larger_constant(double rate)
    {
        var p = FiniteDistribution.FromWeights(new StateSpace(2, 3), [0.1, 0.2, 0.9, 0.4, 0.3, 0.8, 0.15, 0.6]);
        var kernel = new BlockDynamics(p, MaskDistribution.UniformOfSize(3, 1)).Kernel().ToArray();
        double[] logs = [.. p.Probabilities.ToArray().Select(probability => Math.Log(probability))];
        var constant = ReversibleGap.PoincareConstant(kernel, logs);
        for (var x = 0; x < 8; x++)
        {
            for (var y = 0; y < 8; y++)
            {
                kernel[x, y] *= rate; // The diagonal plays no part.
            }
        }

        Assert.Equal(1, ReversibleGap.PoincareConstant(kernel, logs) * rate / constant, 1e-9);
    }

    [Fact]
    public void A_stationary_law_over_more_powers_of_ten_than_doubles_have()
    {
        var law = StationaryDistribution.Of(new[,] { { 0.5, 0.5, 0 }, { 1e-160, 0.5, 0.5 }, { 0, 1e-160, 1 } });
        Assert.Equal(1, law[2]);
        Assert.Equal(1, law[1] / 2e-160, 1e-12);
        Assert.InRange(law[0], 0, 1e-319);
    }

    [Fact]
    public void A_chain_in_two_parts_has_no_constant() =>
        Assert.Equal(double.PositiveInfinity, ReversibleGap.PoincareConstant(new double[,] { { 1, 0 }, { 0, 1 } }, [0, 0]));

    [Fact]
    public void A_stationary_law_by_elimination()
    {
        Assert.Equal([0.75, 0.25], StationaryDistribution.Of(new[,] { { 0.9, 0.1 }, { 0.3, 0.7 } }), (left, right) => Math.Abs(left - right) < 1e-15);
        Assert.Equal(3e-40, StationaryDistribution.Of(new[,] { { 1, 3e-41 }, { 0.1, 0.9 } })[1], 1e-54);
        Assert.Throws<ArgumentException>(() => StationaryDistribution.Of(new double[,] { { 1, 0 }, { 0, 1 } }));
    }
}
