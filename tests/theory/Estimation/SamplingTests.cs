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

    /// <summary>
    /// The number that a draw takes from its stream is known from a twin of the stream, so the share of [0, 1) that belongs to each cell is
    /// measured instead of estimated: a cell is drawn on few intervals, and each end of one is known to about a millionth.
    /// </summary>
    [Theory]
    [InlineData(0.3, 0.7)]
    [InlineData(0.5, 0.0, 3.0, 1e-3, 7.0, 0.25, 0.0, 1.0)]
    [InlineData(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0)]
    public void EachCellHasItsShareOfTheUnitInterval(params double[] weights)
    {
        const int draws = 1_000_000;
        var (table, drawn, twin) = (new AliasTable(weights), new RandomStream(6), new RandomStream(6));
        var (at, cell) = (new double[draws], new int[draws]);
        for (var i = 0; i < draws; i++)
        {
            (at[i], cell[i]) = (twin.NextUniform(), table.Sample(drawn));
        }

        Array.Sort(at, cell);
        var shares = new double[weights.Length];
        for (var i = 0; i < draws; i++)
        {
            shares[cell[i]] += ((i + 1 < draws ? at[i + 1] : 1) - (i > 0 ? at[i - 1] : -at[0])) / 2;
        }

        var total = weights.Sum();
        Assert.All(weights.Zip(shares), pair => Assert.Equal(pair.First / total, pair.Second, 2e-5));
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
    public void RejectsWhatIsNoDistribution()
    {
        Assert.Throws<ArgumentException>(() => new AliasTable([]));
        Assert.Throws<ArgumentException>(() => new AliasTable([0, 0]));
        Assert.Throws<ArgumentException>(() => new AliasTable([1, -1]));
        Assert.Throws<ArgumentException>(() => new AliasTable([1, double.NaN]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sampling.Empirical(Ising.Clique(2, 2, 0, 0).Distribution(), 0, new RandomStream(1)));
    }
}
