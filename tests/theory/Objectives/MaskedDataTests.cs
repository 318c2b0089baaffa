using Gmlm.Theory.Distributions;
using Gmlm.Theory.Objectives;
using Xunit;

namespace Gmlm.Theory.Tests.Objectives;

public sealed class MaskedDataTests
{
    private static readonly StateSpace Space = new(2, 2);

    [Fact]
    public void ProductHasItsFactorsAsMarginals()
    {
        var data = FiniteDistribution.FromWeights(Space, [1, 2, 3, 4]);
        var product = MaskedData.Product(data, MaskDistribution.From(2, [(1, 1), (3, 3)]));
        Assert.Equal([0b01, 0b11], product.Masks);
        Assert.Equal(0.1 * 0.25, product.Row(0)[0], 1e-15);
        Assert.Equal(0.4 * 0.75, product.Row(1)[3], 1e-15);
        for (var x = 0; x < 4; x++)
        {
            Assert.Equal(data[x], product.Marginal()[x], 1e-15);
        }
    }

    [Fact]
    public void CountsAreNormalisedJointly()
    {
        var pairs = MaskedData.FromCounts(Space, [1, 2], [1, 0, 0, 3, 0, 4, 0, 0]);
        Assert.Equal([0.125, 0, 0, 0.375, 0, 0.5, 0, 0], pairs.Weights.ToArray());
        Assert.Equal(0.5, pairs.Marginal()[1], 1e-15);
    }

    [Fact]
    public void FullMaskIsOneMask() =>
        Assert.Equal([0b11], MaskedData.FullMask(FiniteDistribution.FromWeights(Space, [1, 1, 1, 1])).Masks);

    [Fact]
    public void RejectsWhatIsNoTable()
    {
        Assert.Throws<ArgumentException>(() => MaskedData.FromCounts(Space, [1], [1, 2, 3]));
        Assert.Throws<ArgumentException>(() => MaskedData.FromCounts(Space, [1], [1, 2, 3, -1]));
        Assert.Throws<ArgumentException>(() => MaskedData.FromCounts(Space, [1], [0, 0, 0, 0]));
        Assert.Throws<ArgumentException>(() => MaskedData.FromCounts(Space, [4], [1, 2, 3, 4]));
        Assert.Throws<ArgumentException>(() => MaskedData.Product(FiniteDistribution.FromWeights(Space, [1, 1, 1, 1]), MaskDistribution.UniformOfSize(3, 1)));
    }
}
