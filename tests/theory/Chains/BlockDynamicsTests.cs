using CsCheck;
using Gmlm.Theory.Chains;
using Gmlm.Theory.Distributions;
using Gmlm.Theory.LinearAlgebra;
using Xunit;

namespace Gmlm.Theory.Tests.Chains;

public class BlockDynamicsTests
{
    /// <summary>A positive table on 2^N or 3^N states, from flat to peaked, and random weights on all masks.</summary>
    internal static readonly Gen<BlockDynamics> Chains =
        from alphabet in Gen.Int[2, 3]
        from length in Gen.Int[1, 4]
        from spread in Gen.Double[0, 8]
        from logWeights in Gen.Double[-1, 1].Array[new StateSpace(alphabet, length).Count]
        from maskWeights in Gen.Double[0, 1].Array[1 << length]
        select new BlockDynamics(
            FiniteDistribution.FromLogWeights(new StateSpace(alphabet, length), [.. logWeights.Select(w => spread * w)]),
            MaskDistribution.From(length, maskWeights.Select((weight, mask) => (mask, weight + 0.01))));

    [Theory]
    [InlineData(1, 0.2127)]
    [InlineData(2, 0.4477)]
    [InlineData(3, 0.7086)]
    [InlineData(4, 1)]
    public void Gap_has_the_reference_value_on_the_weak_clique(int size, double gap)
    {
        var chain = new BlockDynamics(Ising.Clique(4, 4, 0.05, 0).Distribution(), MaskDistribution.UniformOfSize(4, size));
        Assert.Equal(gap, chain.SpectralGap, 1e-4);
        Assert.Equal(1 / chain.SpectralGap, chain.PoincareConstant, 1e-12);
    }

    [Theory]
    [InlineData(2, 5, 2)]
    [InlineData(3, 4, 1)]
    public void Gap_of_independent_positions_is_the_masked_share(int alphabet, int length, int size)
    {
        var space = new StateSpace(alphabet, length);
        var weights = Enumerable.Range(0, space.Count)
            .Select(x => Enumerable.Range(0, length).Aggregate(1.0, (w, i) => w * (1 + i + space.Symbol(x, i)))).ToArray();
        var chain = new BlockDynamics(FiniteDistribution.FromWeights(space, weights), MaskDistribution.UniformOfSize(length, size));
        Assert.Equal((double)size / length, chain.SpectralGap, 1e-12);
    }

    [Fact]
    public void Kernel_is_stochastic_and_reversible() => Chains.Sample(
        chain =>
        {
            var kernel = chain.Kernel();
            for (var x = 0; x < kernel.RowCount; x++)
            {
                Assert.Equal(1, kernel.Row(x).Sum(), 1e-12);
                for (var y = 0; y < x; y++)
                {
                    Assert.Equal(chain.Stationary[x] * kernel[x, y], chain.Stationary[y] * kernel[y, x], 1e-14);
                }
            }
        },
        iter: 30);

    [Fact]
    public void Symmetrized_kernel_is_the_kernel_in_other_units_and_positive_semidefinite() => Chains.Sample(
        chain =>
        {
            var symmetric = chain.Symmetrized();
            var kernel = chain.Kernel();
            for (var x = 0; x < kernel.RowCount; x++)
            {
                for (var y = 0; y < kernel.RowCount; y++)
                {
                    Assert.Equal(
                        Math.Sqrt(chain.Stationary[x]) * kernel[x, y], symmetric[x, y] * Math.Sqrt(chain.Stationary[y]), 1e-12);
                }
            }

            Assert.True(Loewner.LeastEigenvalue(symmetric) > -1e-12);
        },
        iter: 30);

    [Fact]
    public void Three_formulas_of_the_Dirichlet_form_agree() => Chains.SelectMany(
        chain => Gen.Double[-1, 1].Array[chain.Stationary.Space.Count].Select(f => (chain, f))).Sample(
        pair =>
        {
            var (chain, f) = pair;
            var p = chain.Stationary;
            var applied = new double[f.Length];
            chain.Apply(f, applied);
            double inner = 0, pairs = 0;
            var kernel = chain.Kernel();
            for (var x = 0; x < f.Length; x++)
            {
                inner += p[x] * f[x] * (f[x] - applied[x]);
                for (var y = 0; y < f.Length; y++)
                {
                    pairs += p[x] * kernel[x, y] * (f[x] - f[y]) * (f[x] - f[y]) / 2;
                }
            }

            Assert.Equal(inner, chain.DirichletForm(f), 1e-13);
            Assert.Equal(pairs, chain.DirichletForm(f), 1e-13);
        },
        iter: 30);

    [Fact]
    public void Slow_eigenfunction_attains_the_Poincare_constant() => Chains.Sample(
        chain =>
        {
            var f = chain.SlowEigenfunction.ToArray();
            Assert.Equal(0, chain.Stationary.Expect(f), 1e-9);
            Assert.Equal(1, chain.Stationary.Variance(f), 1e-9);
            Assert.Equal(chain.SpectralGap, chain.DirichletForm(f), 1e-9);
        },
        iter: 30);

    [Fact]
    public void States_of_probability_zero_carry_no_weight()
    {
        // On {00, 01, 11} the two ends talk through 01 only: two coins of the same chain, cut down to a path of three states.
        var path = new BlockDynamics(FiniteDistribution.FromWeights(new StateSpace(2, 2), [1, 1, 0, 1]), MaskDistribution.UniformOfSize(2, 1));
        Assert.Equal(0.25, path.SpectralGap, 1e-12);
        Assert.Equal(0, path.SlowEigenfunction[2]);

        var apart = new BlockDynamics(FiniteDistribution.FromWeights(new StateSpace(2, 2), [1, 0, 0, 1]), MaskDistribution.UniformOfSize(2, 1));
        Assert.Equal(0, apart.SpectralGap, 1e-12);
        Assert.True(apart.PoincareConstant > 1e12);

        // exp(−900) is below the least double: the state is there, its probability is not.
        var underflow = new BlockDynamics(
            FiniteDistribution.FromLogWeights(new StateSpace(2, 2), [0, 0, -900, 0]), MaskDistribution.UniformOfSize(2, 1));
        Assert.Equal(0.25, underflow.SpectralGap, 1e-12);
    }

    [Fact]
    public void Too_many_states_for_a_dense_kernel_are_refused()
    {
        var chain = new BlockDynamics(Ising.Clique(11, 2, 0.1, 0).Distribution(), MaskDistribution.UniformOfSize(11, 1));
        Assert.Throws<InvalidOperationException>(chain.Kernel);
        Assert.True(chain.SpectralGap > 0);
    }
}
