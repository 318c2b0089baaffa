using CsCheck;

using Gmlm.Theory.Chains;
using Gmlm.Theory.Distributions;
using Gmlm.Theory.Inequalities;
using Gmlm.Theory.Random;
using Gmlm.Theory.Tests.Chains;

using Xunit;

namespace Gmlm.Theory.Tests.Inequalities;

public class EntropyTensorizationTests
{
    private static TensorizationEstimate Search(FiniteDistribution p, MaskDistribution masks, EntropySearch? search = null) =>
        EntropyTensorization.LowerBound(p, masks, RandomStream.Fork(1, "search"), search ?? EntropySearch.Small);

    private static FiniteDistribution Product(int alphabet, int length)
    {
        var space = new StateSpace(alphabet, length);
        return FiniteDistribution.FromWeights(space, [.. Enumerable.Range(0, space.Count)
            .Select(x => Enumerable.Range(0, length).Aggregate(1.0, (w, i) => w * (1 + i + (3 * space.Symbol(x, i)))))]);
    }

    [Theory]
    [InlineData(2, 3, 1)]
    [InlineData(2, 4, 3)]
    [InlineData(3, 2, 1)]
    [InlineData(3, 3, 2)]
    public void Product_has_the_constant_of_Shearer(int alphabet, int length, int size)
    {
        var masks = MaskDistribution.UniformOfSize(length, size);
        var estimate = Search(Product(alphabet, length), masks);
        Assert.Equal((double)length / size, estimate.Value, 1e-9);
        Assert.Equal((double)length / size, EntropyTensorization.OfProduct(masks), 1e-12);
        Assert.True(EntropyTensorization.UpperBound(Product(alphabet, length), masks) >= estimate.Value);
    }

    [Theory]
    [InlineData(1e-3)]
    [InlineData(1e-6)]
    [InlineData(1e-9)]
    public void Peaked_product_does_not_exceed_its_constant(double rare)
    {
        var space = new StateSpace(2, 4);
        var p = FiniteDistribution.FromWeights(space, [.. Enumerable.Range(0, space.Count)
            .Select(x => Enumerable.Range(0, 4).Aggregate(1.0, (w, i) => w * (space.Symbol(x, i) == 1 ? rare * (i + 1) : 1)))]);
        for (var size = 1; size <= 4; size++)
        {
            Assert.Equal(4.0 / size, Search(p, MaskDistribution.UniformOfSize(4, size)).Value, 1e-7);
        }
    }

    // With both positions in every block every f is slow; with one, the state 11 is left only by states that are rarer still, and f is nearly its indicator.
    [Theory]
    [InlineData(2, 1.0, 0.5, 0.3, 1e-20)]
    [InlineData(2, 1.0, 1e-9, 1e-12, 1e-20)]
    [InlineData(1, 1.0, 1e-13, 1e-13, 1e-9)]
    [InlineData(1, 1.0, 1e-14, 1e-15, 1e-10)]
    public void A_tilt_along_the_slow_eigenfunction_has_the_constant_of_Poincare_where_states_are_rare(int size, double w00, double w01, double w10, double w11)
    {
        var (p, masks) = (FiniteDistribution.FromWeights(new StateSpace(2, 2), [w00, w01, w10, w11]), MaskDistribution.UniformOfSize(2, size));
        Assert.InRange(Search(p, masks).Tilted / new BlockDynamics(p, masks).PoincareConstant, 1 - 2e-4, 1 + 2e-4);
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(1)]
    public void Masking_everything_needs_no_constant(double coupling)
    {
        var (p, masks) = (Ising.Clique(4, 4, coupling, 0.2).Distribution(), MaskDistribution.UniformOfSize(4, 4));
        Assert.Equal(1, Search(p, masks).Value, 1e-9);
        Assert.Equal(1, EntropyTensorization.UpperBound(p, masks));
    }

    [Fact]
    public void Weak_clique_is_within_a_trifle_of_its_Poincare_constant()
    {
        var (p, masks) = (Ising.Clique(4, 4, 0.05, 0).Distribution(), MaskDistribution.UniformOfSize(4, 1));
        var estimate = Search(p, masks, EntropySearch.Medium);
        Assert.InRange(estimate.Value, 4.700, 4.702);
        Assert.Equal(1, estimate.Value * new BlockDynamics(p, masks).SpectralGap, 1e-6);
    }

    [Fact]
    public void Estimate_is_attained_and_lies_between_its_two_bounds() => BlockDynamicsTests.Chains.Where(chain => chain.Stationary.Space.Count > 2).Sample(
        chain =>
        {
            var estimate = Search(chain.Stationary, chain.Masks);
            Assert.Equal(estimate.Value, new BlockEntropy(chain.Stationary, chain.Masks).Ratio(estimate.Maximizer), 1e-12);
            Assert.True(estimate.Value >= chain.PoincareConstant * (1 - 1e-6), $"{estimate} {chain.PoincareConstant}");
            Assert.True(estimate.Value <= EntropyTensorization.UpperBound(chain.Stationary, chain.Masks) * (1 + 1e-9), $"{estimate}");
        },
        iter: 40);

    [Fact]
    public void Two_states_without_probability_do_not_disturb()
    {
        var p = FiniteDistribution.FromWeights(new StateSpace(2, 2), [1, 2, 0, 1]);
        var estimate = Search(p, MaskDistribution.UniformOfSize(2, 1));
        Assert.True(double.IsFinite(estimate.Value));
        Assert.Equal(0, estimate.Maximizer[2]);
    }

    [Fact]
    public void Single_state_has_nothing_to_tensorize()
    {
        var estimate = Search(FiniteDistribution.FromWeights(new StateSpace(2, 2), [0, 1, 0, 0]), MaskDistribution.UniformOfSize(2, 1));
        Assert.Equal(0, estimate.Value);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Twelve_spins_can_be_searched()
    {
        var (p, masks) = (Ising.Clique(12, 4, 0.3, 0.2).Distribution(), MaskDistribution.UniformOfSize(12, 2));
        var estimate = Search(p, masks);
        Assert.True(estimate.Value >= new BlockDynamics(p, masks).PoincareConstant * (1 - 1e-6));
    }

    [Fact]
    public void Disconnected_support_has_no_finite_constant()
    {
        var p = FiniteDistribution.FromWeights(new StateSpace(2, 2), [1, 0, 0, 1]);
        Assert.Equal(double.PositiveInfinity, Search(p, MaskDistribution.UniformOfSize(2, 1)).Value);
    }
}
