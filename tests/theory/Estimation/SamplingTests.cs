using Gmlm.Theory.Distributions;
using Gmlm.Theory.Estimation;
using Gmlm.Theory.Random;
using Xunit;

namespace Gmlm.Theory.Tests.Estimation;

public sealed class SamplingTests
{
    [Fact]
    public void CountsFollowTheWeights()
    {
        double[] weights = [0.5, 0, 3, 1e-3, 7, 0.25, 0, 1];
        const int samples = 400_000;
        var counts = new AliasTable(weights).Counts(samples, new RandomStream(5));
        var total = weights.Sum();
        Assert.Equal(samples, counts.Sum());
        for (var i = 0; i < weights.Length; i++)
        {
            // Six standard deviations of a binomial count.
            var p = weights[i] / total;
            Assert.Equal(samples * p, counts[i], 6 * Math.Sqrt(samples * p * (1 - p)));
        }
    }

    [Fact]
    public void OneCellIsAlwaysDrawn() => Assert.Equal([0, 100, 0], new AliasTable([0, 2.5, 0]).Counts(100, new RandomStream(1)));

    [Fact]
    public void TheSameStreamGivesTheSameDraws()
    {
        var data = Ising.Clique(3, 3, 0.5, 0.1).Distribution();
        Assert.Equal(Sampling.States(data, 50, new RandomStream(9)), Sampling.States(data, 50, new RandomStream(9)));
        Assert.NotEqual(Sampling.States(data, 50, new RandomStream(9)), Sampling.States(data, 50, new RandomStream(10)));
    }

    [Fact]
    public void PairsAreIndependentInStateAndMask()
    {
        var data = Ising.Clique(3, 3, 0.5, 0.3).Distribution();
        var masks = MaskDistribution.From(3, [(0b001, 1), (0b110, 2), (0b111, 1)]);
        const int samples = 200_000;
        var pairs = new PairSampler(data, masks).Draw(samples, new RandomStream(11));
        for (var m = 0; m < 3; m++)
        {
            for (var x = 0; x < 8; x++)
            {
                var p = data[x] * masks.Weights[m];
                Assert.Equal(p, pairs.Row(m)[x], 6 * Math.Sqrt(p * (1 - p) / samples));
            }
        }
    }

    [Fact]
    public void MasksComeFromTheirDistribution()
    {
        var drawn = Sampling.Masks(MaskDistribution.UniformOfSize(4, 2), 6000, new RandomStream(2));
        Assert.Equal(6, drawn.Distinct().Count());
        Assert.All(drawn.GroupBy(mask => mask), group => Assert.Equal(1000, group.Count(), 175.0));
    }

    [Fact]
    public void RejectsWhatIsNoDistribution()
    {
        Assert.Throws<ArgumentException>(() => new AliasTable([]));
        Assert.Throws<ArgumentException>(() => new AliasTable([0, 0]));
        Assert.Throws<ArgumentException>(() => new AliasTable([1, -1]));
        Assert.Throws<ArgumentException>(() => new AliasTable([1, double.NaN]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sampling.Empirical(Ising.Clique(2, 2, 0, 0).Distribution(), 0, new RandomStream(1)));
    }
}
