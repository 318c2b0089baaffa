using Gmlm.Theory.Chains;
using Gmlm.Theory.Distributions;
using Xunit;

namespace Gmlm.Theory.Tests.Chains;

public sealed class SupportComponentsTests
{
    // 000 and 011 differ in two positions, 111 in one from 011.
    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    public void States_are_connected_where_they_differ_in_at_most_k_positions(int size, int expected)
    {
        double[] weights = new double[8];
        (weights[0b000], weights[0b110], weights[0b111]) = (1, 2, 3);
        var p = FiniteDistribution.FromWeights(new StateSpace(2, 3), weights);
        var masks = MaskDistribution.UniformOfSize(3, size);
        Assert.Equal(expected, SupportComponents.Count(p, masks));
        Assert.Equal(expected == 1, SupportComponents.IsOne(p, masks));
        var components = SupportComponents.Of(p, masks);
        Assert.Equal(-1, components[0b001]);
        Assert.Equal(components[0b110], components[0b111]);
        Assert.Equal(expected == 1, components[0b000] == components[0b111]);
    }

    [Fact]
    public void Masks_of_another_length_are_refused() => Assert.Throws<ArgumentException>(() =>
        SupportComponents.Of(Ising.Clique(3, 3, 0.1, 0).Distribution(), MaskDistribution.UniformOfSize(2, 1)));
}
