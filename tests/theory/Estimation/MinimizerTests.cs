using Gmlm.Theory.Distributions;
using Gmlm.Theory.Estimation;
using Gmlm.Theory.Objectives;
using Gmlm.Theory.Random;
using Xunit;

namespace Gmlm.Theory.Tests.Estimation;

public sealed class MinimizerTests
{
    [Theory]
    [InlineData(1, 0.05)]
    [InlineData(2, 0.3)]
    [InlineData(3, 0.3)]
    [InlineData(4, 0.8)]
    public void BothRecoverTheTruthFromThePopulation(int k, double coupling)
    {
        var model = Ising.Clique(4, 4, coupling, 0.1);
        var objective = new Pseudolikelihood(Ising.Family(4), MaskedData.Product(model.Distribution(), MaskDistribution.UniformOfSize(4, k)));
        foreach (var fit in new[] { new GradientDescent(1e-11).Minimize(objective, new double[10]), new NewtonMinimizer().Minimize(objective, new double[10]) })
        {
            Assert.True(fit.Converged);
            Assert.All(model.Parameters().Zip(fit.Parameters), pair => Assert.Equal(pair.First, pair.Second, 1e-8));
        }
    }

    [Fact]
    public void BothFindTheSameMinimumOfSampledPairs()
    {
        var sampler = new PairSampler(Ising.Clique(4, 4, 0.3, 0).Distribution(), MaskDistribution.UniformOfSize(4, 2));
        for (var draw = 0; draw < 20; draw++)
        {
            var objective = new Pseudolikelihood(Ising.Family(4), sampler.Draw(500, RandomStream.Fork(3, "pairs", draw)));
            var descent = new GradientDescent(1e-10).Minimize(objective, new double[10]);
            var newton = new NewtonMinimizer().Minimize(objective, new double[10]);
            Assert.True(descent.Converged && newton.Converged);
            Assert.True(descent.Iterations < 500, $"{descent.Iterations} iterations");
            Assert.All(descent.Parameters.Zip(newton.Parameters), pair => Assert.Equal(pair.First, pair.Second, 1e-7));
        }
    }

    [Fact]
    public void DescentIsMonotone()
    {
        var objective = new Pseudolikelihood(Ising.Family(3), MaskedData.FullMask(Ising.Clique(3, 3, 1.5, 0.5).Distribution()));
        var previous = double.PositiveInfinity;
        for (var limit = 0; limit < 40; limit++)
        {
            var loss = new GradientDescent(1e-10, limit).Minimize(objective, [3, -3, 3, -2, 2, -2]).Loss;
            Assert.True(loss <= previous + 1e-14);
            previous = loss;
        }
    }

    [Fact]
    public void SaysWhenItStopsShort()
    {
        var objective = new Pseudolikelihood(Ising.Family(2), MaskedData.FullMask(Ising.Clique(2, 2, 1, 0.5).Distribution()));
        foreach (var fit in new[] { new GradientDescent(1e-10, 2).Minimize(objective, new double[3]), new NewtonMinimizer(1e-10, 2).Minimize(objective, new double[3]) })
        {
            Assert.False(fit.Converged);
            Assert.Equal(2, fit.Iterations);
            Assert.True(fit.GradientNorm > 1e-10);
        }
    }

    [Fact]
    public void SeparableDataHaveNoMinimumAndDoNotLoopForEver()
    {
        // All mass on one state: the loss falls to 0 as θ grows.
        var objective = new Pseudolikelihood(Ising.Family(2), MaskedData.FullMask(FiniteDistribution.FromWeights(new StateSpace(2, 2), [1, 0, 0, 0])));
        var fit = new GradientDescent(1e-300, 300).Minimize(objective, new double[3]);
        Assert.False(fit.Converged);
        Assert.True(fit.Loss < 1e-3);
        Assert.All(fit.Parameters, value => Assert.True(double.IsFinite(value)));
    }

    [Fact]
    public void NewtonSurvivesASingularHessian()
    {
        // Masking spin 0 alone says nothing of h1: that row of the Hessian is zero.
        var objective = new Pseudolikelihood(Ising.Family(2), MaskedData.Product(Ising.Clique(2, 2, 0.5, 0.2).Distribution(), MaskDistribution.From(2, [(1, 1)])));
        var fit = new NewtonMinimizer().Minimize(objective, new double[3]);
        Assert.True(fit.Converged);
        Assert.Equal(0.2, fit.Parameters[0], 1e-8);
        Assert.Equal(0.5, fit.Parameters[2], 1e-8);
    }
}
