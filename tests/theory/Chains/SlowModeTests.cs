
using CsCheck;

using Gmlm.Theory.Chains;
using Gmlm.Theory.Distributions;
using Gmlm.Theory.Random;

using MathNet.Numerics.Distributions;

using Xunit;

namespace Gmlm.Theory.Tests.Chains;

public class SlowModeTests
{
    /// <summary>A full Ising model with normal fields and couplings.</summary>
    private static Ising Spins(int length, double strength, ulong seed)
    {
        var random = RandomStream.Fork(seed, "spins");
        var couplings = new double[length, length];
        for (var i = 0; i < length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                couplings[i, j] = couplings[j, i] = strength * Normal.Sample(random, 0, 1) / Math.Sqrt(length);
            }
        }

        return new Ising([.. Enumerable.Range(0, length).Select(_ => 0.3 * strength * Normal.Sample(random, 0, 1))], couplings);
    }

    private static Potts Symbols(int length, double strength, ulong seed)
    {
        var random = RandomStream.Fork(seed, "symbols");
        double[,] fields = new double[length, 3], couplings = new double[length, length];
        for (var i = 0; i < length; i++)
        {
            for (var symbol = 0; symbol < 3; symbol++)
            {
                fields[i, symbol] = strength * Normal.Sample(random, 0, 1);
            }

            for (var j = 0; j < i; j++)
            {
                couplings[i, j] = couplings[j, i] = strength * Normal.Sample(random, 0, 1);
            }
        }

        return new Potts(fields, couplings);
    }

    // Three likely states on the diagonal, nearly cut off from each other: two eigenvalues within 1e-12 of 1. Any function's quotient is an upper bound of the gap, the indicator of the first state's a close one.
    [Fact]
    public void The_slowest_of_two_modes_that_are_both_slow_is_not_mixed_with_the_other()
    {
        var p = FiniteDistribution.FromWeights(new StateSpace(3, 2), [1, 1e-14, 0, 1e-14, 1, 3e-13, 0, 3e-13, 1]);
        var chain = new BlockDynamics(p, MaskDistribution.UniformOfSize(2, 1));
        double[] first = [.. Enumerable.Range(0, 9).Select(x => x == 0 ? 1.0 : 0)];
        Assert.InRange(SlowMode.Dense(chain).Gap, 1e-16, 1.001 * chain.DirichletForm(first) / p.Variance(first));
    }

    public static TheoryData<int, double, int> IsingGrid =>
        [.. from length in new[] { 3, 6, 8 } from strength in new[] { 0.1, 1, 3 } from size in new[] { 1, 2 } select (length, strength, size)];

    [Theory]
    [MemberData(nameof(IsingGrid))]
    public void Both_ways_agree_on_Ising_models(int length, double strength, int size) =>
        Agree(new BlockDynamics(Spins(length, strength, 5).Distribution(), MaskDistribution.UniformOfSize(length, size)));

    [Theory]
    [InlineData(3, 0.5, 1)]
    [InlineData(4, 1.5, 2)]
    [InlineData(5, 0.3, 3)]
    public void Both_ways_agree_on_Potts_models(int length, double strength, int size) =>
        Agree(new BlockDynamics(Symbols(length, strength, 6).Distribution(), MaskDistribution.UniformOfSize(length, size)));

    [Fact]
    public void Both_ways_agree_on_tables_and_any_masks() => BlockDynamicsTests.Chains.Sample(Agree, iter: 30);

    [Fact]
    public void Both_ways_agree_where_probabilities_vanish() => Agree(new BlockDynamics(
        FiniteDistribution.FromWeights(new StateSpace(2, 3), [1, 2, 0, 3, 1, 0, 0, 2]), MaskDistribution.UniformOfSize(3, 1)));

    [Theory]
    [InlineData(2, 12, 3)]
    [InlineData(3, 7, 2)]
    public void Large_product_has_the_masked_share(int alphabet, int length, int size)
    {
        var space = new StateSpace(alphabet, length);
        var weights = Enumerable.Range(0, space.Count)
            .Select(x => Enumerable.Range(0, length).Aggregate(1.0, (w, i) => w * (1 + i + space.Symbol(x, i)))).ToArray();
        var chain = new BlockDynamics(FiniteDistribution.FromWeights(space, weights), MaskDistribution.UniformOfSize(length, size));
        Assert.Equal((double)size / length, chain.SpectralGap, 1e-12);
    }

    [Fact]
    public void Gap_far_below_the_rounding_of_the_eigenvalue_is_found_and_called_unresolved()
    {
        // Two spins, J = 10: p(unequal) = 1/(1 + e^{20}) of the whole, and the slow mode is the common sign, so gap = that share for k = 1.
        var chain = new BlockDynamics(Ising.Clique(2, 2, 10, 0).Distribution(), MaskDistribution.UniformOfSize(2, 1));
        var gap = 1 / (1 + Math.Exp(20));
        Assert.Equal(1, chain.SpectralGap / gap, 1e-8);
        Assert.True(chain.SpectralGap > chain.GapResolution);

        var stronger = new BlockDynamics(Ising.Clique(2, 2, 18, 0).Distribution(), MaskDistribution.UniformOfSize(2, 1));
        Assert.True(stronger.SpectralGap < stronger.GapResolution);
        Assert.InRange(stronger.SpectralGap, 0, 1e-14);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(2)]
    public void Fourteen_spins_with_a_clique_are_as_slow_as_the_clique_alone(double coupling)
    {
        // k = 1 resamples a spin of the clique four times in fourteen, and the free spins are faster.
        var clique = new BlockDynamics(Ising.Clique(4, 4, coupling, 0).Distribution(), MaskDistribution.UniformOfSize(4, 1));
        var chain = new BlockDynamics(Ising.Clique(14, 4, coupling, 0).Distribution(), MaskDistribution.UniformOfSize(14, 1));
        Assert.Equal(1, chain.SpectralGap / (clique.SpectralGap * 4 / 14), 1e-8);
    }

    [Fact]
    public void Two_slow_modes_of_one_rate_do_not_confuse_the_search()
    {
        var couplings = new double[10, 10];
        couplings[0, 1] = couplings[1, 0] = couplings[2, 3] = couplings[3, 2] = 10;
        var chain = new BlockDynamics(new Ising(new double[10], couplings).Distribution(), MaskDistribution.UniformOfSize(10, 1));
        Assert.Equal(1, chain.SpectralGap * 5 * (1 + Math.Exp(20)), 1e-6);
    }

    [Fact]
    public void Same_chain_gives_the_same_bits()
    {
        var gaps = Enumerable.Range(0, 2).AsParallel()
            .Select(_ => new BlockDynamics(Spins(9, 1, 3).Distribution(), MaskDistribution.UniformOfSize(9, 2)).SpectralGap).ToArray();
        Assert.Equal(gaps[0], gaps[1]);
    }

    [Theory]
    [InlineData(14, 2, 0.5)]
    [InlineData(14, 2, 3)]
    [InlineData(14, 1, 1)]
    [InlineData(14, 7, 1)]
    [Trait("Category", "Slow")]
    public void Fourteen_spins_are_resolved(int length, int size, double strength)
    {
        var chain = new BlockDynamics(Spins(length, strength, 11).Distribution(), MaskDistribution.UniformOfSize(length, size));
        var gap = chain.SpectralGap;
        Assert.True(chain.GapResolution < 1e-9);
        Assert.InRange(gap, 1e-12, (double)size / length + 1e-12);
    }

    private static void Agree(BlockDynamics chain)
    {
        SlowMode dense = SlowMode.Dense(chain), iterative = SlowMode.Iterative(chain);
        Assert.Equal(dense.Gap, iterative.Gap, 1e-10);
        Assert.True(iterative.Resolution < 2e-10, $"{iterative.Resolution}");
        Assert.True(dense.Resolution < 1e-12, $"{dense.Resolution}");
    }
}
