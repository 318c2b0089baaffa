using CsCheck;

using Gmlm.Theory.Chains;
using Gmlm.Theory.Distributions;
using Gmlm.Theory.Inequalities;
using Gmlm.Theory.Tests.Chains;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace Gmlm.Theory.Tests.Inequalities;

public class KernelTests
{
    [Fact]
    public void Two_states_by_hand()
    {
        // p = (1/3, 2/3), P = resampling, f = (3, 0): Var f = 9 · 1/3 · 2/3 = 2.
        var p = FiniteDistribution.FromWeights(new StateSpace(2, 1), [1, 2]);
        var kernel = new BlockDynamics(p, MaskDistribution.UniformOfSize(1, 1)).Kernel();
        Assert.Equal(2, DirichletForm.Inner(p, kernel, [3, 0]), 1e-14);
        Assert.Equal(2, DirichletForm.Pairs(p, kernel, [3, 0]), 1e-14);
        Assert.Equal(0, DirichletForm.Pairs(p, Matrix<double>.Build.DenseIdentity(2), [3, 0]));
    }

    [Fact]
    public void Tokenwise_dynamics_is_stochastic_and_is_block_dynamics_for_single_positions() => BlockDynamicsTests.Chains.Sample(
        chain =>
        {
            var kernel = TokenwiseDynamics.Kernel(chain.Stationary, chain.Masks);
            Assert.All(Enumerable.Range(0, kernel.RowCount), x => Assert.Equal(1, kernel.Row(x).Sum(), 1e-12));
            var single = MaskDistribution.UniformOfSize(chain.Masks.Length, 1);
            var difference = TokenwiseDynamics.Kernel(chain.Stationary, single) - new BlockDynamics(chain.Stationary, single).Kernel();
            Assert.Equal(0, difference.InfinityNorm(), 1e-12);
        },
        iter: 30);

    [Fact]
    public void Tokenwise_dynamics_forgets_that_two_spins_agree()
    {
        var p = Ising.Clique(2, 2, 1, 0).Distribution();
        var kernel = TokenwiseDynamics.Kernel(p, MaskDistribution.UniformOfSize(2, 2));
        Assert.All(kernel.Enumerate(), entry => Assert.Equal(0.25, entry, 1e-14));
    }
}
