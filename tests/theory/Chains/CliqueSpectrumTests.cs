using Gmlm.Theory.Chains;
using Gmlm.Theory.Distributions;
using Gmlm.Theory.Inequalities;
using Xunit;

namespace Gmlm.Theory.Tests.Chains;

public sealed class CliqueSpectrumTests
{
    [Theory]
    [InlineData(4, 4, 0.05, 0, new[] { 0.2127, 0.4477, 0.7086, 1 })]
    public void The_gaps_of_figure_1(int length, int clique, double coupling, double field, double[] gaps) => Assert.All(gaps, (gap, index) =>
        Assert.Equal(gap, 1 / CliqueSpectrum.PoincareConstant(length, clique, index + 1, coupling, field)!.Value, 0.00005));

    [Theory]
    [InlineData(5, 3, 0.8, 0.1)]
    [InlineData(5, 5, 0.4, -0.3)]
    [InlineData(6, 4, 0.7, 0)]
    [InlineData(4, 1, 0, 0.5)]
    [InlineData(5, 3, 0, 0)]
    [InlineData(5, 3, -0.6, 0.2)]
    [InlineData(6, 6, -0.5, 0)]
    public void Is_that_of_the_enumerated_chain(int length, int clique, double coupling, double field)
    {
        var truth = Ising.Clique(length, clique, coupling, field).Distribution();
        for (var size = 1; size <= length; size++)
        {
            var masks = MaskDistribution.UniformOfSize(length, size);
            Assert.Equal(new BlockDynamics(truth, masks).PoincareConstant, CliqueSpectrum.PoincareConstant(length, clique, size, coupling, field)!.Value, 1e-8);

            // Outside spins only dilute a point mass; the better q leaves them alone.
            var inside = PointMasses.LowerBound(Ising.Clique(clique, clique, coupling, field).Distribution(), CliqueSpectrum.InducedMasks(length, clique, size));
            Assert.Equal(1, PointMasses.LowerBound(length, clique, size, coupling, field) / inside, 1e-10);
            Assert.InRange(PointMasses.LowerBound(truth, masks), 1 - 1e-12, Math.Max((double)length / size, inside) + 1e-9);
        }
    }

    [Fact]
    public void Slow_chains_keep_their_digits()
    {
        // Two spins, h = 0, k = 1: f = x_1 + x_2 has P f = ½ (1 + tanh J) f, so that C_P = 2/(1 − tanh J) = 1 + e^{2J}.
        foreach (var coupling in new[] { 1.0, 20, 100 })
        {
            Assert.Equal(1, CliqueSpectrum.PoincareConstant(2, 2, 1, coupling, 0)!.Value / (1 + Math.Exp(2 * coupling)), 1e-10);
        }
    }

    [Fact]
    public void What_is_out_of_reach_is_said()
    {
        Assert.Null(CliqueSpectrum.PoincareConstant(20, 12, 3, -0.1, 0));
        Assert.Equal(double.PositiveInfinity, CliqueSpectrum.PoincareConstant(200, 200, 1, 10, 0));
    }
}
