using Gmlm.Theory.Random;
using MathNet.Numerics.Distributions;
using Xunit;
using Multinomial = Gmlm.Theory.Estimation.Multinomial;

namespace Gmlm.Theory.Tests.Estimation;

public sealed class MultinomialTests
{
    /// <summary>
    /// The counts of many binomial draws against the exact probabilities: by gaps, by rejection with and without much squeeze, above one half.
    /// </summary>
    [Theory]
    [InlineData(12, 0.3)]
    [InlineData(1_000, 0.004)]
    [InlineData(40, 0.45)]
    [InlineData(60, 0.25)]
    [InlineData(500, 0.1)]
    [InlineData(300, 0.97)]
    [InlineData(300, 0.6)]
    public void A_count_has_the_binomial_distribution(int trials, double probability)
    {
        const int draws = 200_000;
        var random = RandomStream.Fork(1, "binomial", trials);
        var counts = new double[trials + 1];
        for (var i = 0; i < draws; i++)
        {
            counts[Multinomial.Binomial(trials, probability, random)]++;
        }

        var (statistic, cells, rest, expectedRest) = (0.0, 0, 0.0, 0.0);
        for (var k = 0; k <= trials; k++)
        {
            var expected = draws * Binomial.PMF(probability, trials, k);
            if (expected < 20)
            {
                (rest, expectedRest) = (rest + counts[k], expectedRest + expected);
                continue;
            }

            statistic += (counts[k] - expected) * (counts[k] - expected) / expected;
            cells++;
        }

        statistic += expectedRest > 1 ? (rest - expectedRest) * (rest - expectedRest) / expectedRest : 0;
        Assert.InRange(statistic, 0, ChiSquared.InvCDF(cells, 1 - 1e-6));
    }

    /// <summary>At large numbers of trials, mean and variance to six standard errors.</summary>
    [Fact]
    public void A_large_count_has_its_mean_and_its_variance()
    {
        const int draws = 20_000, trials = 400_000;
        const double p = 0.02;
        var random = new RandomStream(2);
        double[] counts = [.. Enumerable.Range(0, draws).Select(_ => (double)Multinomial.Binomial(trials, p, random))];
        var (mean, variance) = (trials * p, trials * p * (1 - p));
        Assert.Equal(mean, counts.Average(), 6 * Math.Sqrt(variance / draws));
        Assert.Equal(variance, counts.Average(count => (count - mean) * (count - mean)), 6 * variance * Math.Sqrt(2.0 / draws));
    }

    [Fact]
    public void Cells_are_negatively_correlated_and_sum_to_the_draws()
    {
        double[] p = [0.2, 0, 0.5, 0.3];
        var random = new RandomStream(3);
        const int draws = 1_000, repetitions = 20_000;
        double product = 0;
        for (var r = 0; r < repetitions; r++)
        {
            var counts = Multinomial.Counts(p, draws, random);
            Assert.Equal((draws, 0), (counts.Sum(), counts[1]));
            product += (counts[0] - 200) * (counts[3] - 300) / repetitions;
        }

        Assert.Equal(-draws * 0.2 * 0.3, product, 6 * Math.Sqrt(160.0 * 210 * 1.2 / repetitions));
    }

    [Fact]
    public void What_is_no_probability_is_refused()
    {
        var random = new RandomStream(4);
        Assert.All(
            (double[][])[[0.5, 0.4], [1.5, -0.5], [double.NaN, 1], []],
            p => Assert.Throws<ArgumentException>(() => Multinomial.Counts(p, 10, random)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Multinomial.Counts([1], -1, random));
        Assert.Throws<ArgumentOutOfRangeException>(() => Multinomial.Binomial(-1, 0.5, random));
        Assert.All([-0.1, 1.1, double.NaN], p => Assert.Throws<ArgumentOutOfRangeException>(() => Multinomial.Binomial(10, p, random)));
        Assert.Equal((0, 10, 0), (Multinomial.Binomial(10, 0, random), Multinomial.Binomial(10, 1, random), Multinomial.Binomial(0, 0.3, random)));
    }
}
