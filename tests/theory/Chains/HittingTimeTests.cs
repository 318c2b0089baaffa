using CsCheck;
using Gmlm.Theory.Chains;
using MathNet.Numerics.LinearAlgebra;
using Xunit;

namespace Gmlm.Theory.Tests.Chains;

/// <summary>Expected times against closed forms, a dense linear solve, and a recursion without cancellation.</summary>
public sealed class HittingTimeTests
{
    [Xunit.Theory]
    [InlineData(0.0)]
    [InlineData(-3.5)]
    [InlineData(-5000.0)]
    public void A_geometric_time_has_its_mean(double logChance)
    {
        var transition = new double[,] { { 0, logChance }, { double.NegativeInfinity, 0 } };
        Assert.Equal(-logChance, HittingTime.LogExpected(transition), 1e-12);
    }

    [Fact]
    public void Agrees_with_a_linear_solve() => Gen.Select(Gen.Int[1, 8], Gen.Double[0.001, 1].Array[81]).Sample(
        (target, weights) =>
        {
            var p = Matrix<double>.Build.Dense(target + 1, target + 1, (i, j) => weights[(i * 9) + j]);
            p = p.NormalizeRows(1);
            var staying = p.SubMatrix(0, target, 0, target);
            var solved = (Matrix<double>.Build.DenseIdentity(target) - staying).Solve(Vector<double>.Build.Dense(target, 1));
            Assert.Equal(1, Math.Exp(HittingTime.LogExpected(p.PointwiseLog().ToArray())) / solved[0], 1e-10);
        },
        iter: 100);

    [Xunit.Theory]
    [InlineData(10, 4, 3.0, 5.0)]
    [InlineData(50, 20, 1.0, 0.3)]
    [InlineData(200, 60, 5.0, 1.0)]
    public void One_spin_at_a_time_follows_the_recursion_of_birth_and_death(int length, int clique, double coupling, double field)
    {
        // t_a, the time from a to a + 1, is (1 + down_a t_{a−1}) / up_a.
        var p = new LumpedKGibbs(length, clique, 1, coupling, field).LogTransition;
        double step = 0, total = double.NegativeInfinity;
        for (var a = 0; a < clique; a++)
        {
            step = (a == 0 ? 0 : Logarithms.Add(0, p[a, a - 1] + step)) - p[a, a + 1];
            total = Logarithms.Add(total, step);
        }

        Assert.Equal(1, HittingTime.LogExpected(p) / total, 1e-11);
        Assert.True(total > 2);
    }

    [Fact]
    public void Capped_times_come_to_the_uncapped()
    {
        foreach (var size in new[] { 3, 4, 7 })
        {
            var chain = new LumpedKGibbs(10, 4, size, 2, 3);
            Assert.Equal(1, chain.CappedHittingTime(20_000).Mean / Math.Exp(HittingTime.LogExpected(chain.LogTransition)), 1e-9);
        }
    }

    [Fact]
    public void A_trap_and_a_wall_take_for_ever()
    {
        const double never = double.NegativeInfinity;
        var half = Math.Log(0.5);
        Assert.Equal(double.PositiveInfinity, HittingTime.LogExpected(new[,] { { never, half, half }, { never, 0, never }, { never, never, 0 } }));
        Assert.Equal(double.PositiveInfinity, HittingTime.LogExpected(new[,] { { half, half, never }, { half, half, never }, { never, never, 0 } }));
        Assert.Throws<ArgumentException>(() => HittingTime.LogExpected(new double[1, 1]));
    }

    [Fact]
    public void Independent_parallel_kernel_is_that_of_the_count()
    {
        var kernel = ParallelKernel.Of(Gmlm.Theory.Distributions.Ising.Clique(5, 3, 0.7, 0.4).Distribution());
        var chain = new LumpedIndependentParallel(3, 0.7, 0.4);
        for (var x = 0; x < 32; x++)
        {
            for (var a = 0; a <= 3; a++)
            {
                var sum = Enumerable.Range(0, 32).Where(y => int.PopCount(y & 7) == a).Sum(y => kernel[x, y]);
                Assert.Equal(Math.Exp(chain.LogTransition[int.PopCount(x & 7), a]), sum, 1e-13);
            }
        }
    }
}
