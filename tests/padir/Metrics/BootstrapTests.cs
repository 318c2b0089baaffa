using Gmlm.Padir.Metrics;
using Xunit;

namespace Gmlm.Padir.Tests.Metrics;

public class BootstrapTests
{
    private const int Corpora = 400;
    private const int Sentences = 100;
    private const int Resamples = 400;

    [Fact]
    public void SameSeedSameNumbers()
    {
        var (system, baseline) = Vectors();
        Assert.Equal(Bootstrap.Compare(system, baseline, new Random(1)), Bootstrap.Compare(system, baseline, new Random(1)));
        Assert.NotEqual(Bootstrap.Compare(system, baseline, new Random(1)), Bootstrap.Compare(system, baseline, new Random(2)));
    }

    [Fact]
    public void AResampleIsTheCorpusOfTheSentencesDrawn()
    {
        var vector = SacreBleuVectors.Cases["swap"];
        var count = vector.Hypotheses.Length;
        foreach (var metric in new TextMetric[] { new Bleu(), new Chrf(Chrf.PlusPlusOrder) })
        {
            var resampled = Bootstrap.Resample([metric.Evaluate(vector.Hypotheses, vector.References)], 3, new Random(5))[0];
            var generator = new Random(5);
            Assert.All(resampled, score =>
            {
                int[] drawn = [.. Enumerable.Range(0, count).Select(_ => generator.Next(count))];
                var corpus = metric.Evaluate([.. drawn.Select(i => vector.Hypotheses[i])], [.. drawn.Select(i => vector.References[0][i])]);
                Assert.Equal(corpus.Score(), score);
            });
        }
    }

    [Fact]
    public void SystemsAreScoredOnTheSameDraws()
    {
        var (system, _) = Vectors();
        var scores = Bootstrap.Resample([system, system], 50, new Random(3));
        Assert.Equal(scores[0], scores[1]);
        Assert.True(scores[0].Distinct().Count() > 40);
    }

    [Fact]
    public void ASystemDoesNotDifferFromItself()
    {
        var (system, _) = Vectors();
        var comparison = Bootstrap.Compare(system, system, new Random(3));
        Assert.Equal(new PairedComparison(new ConfidenceInterval(0, 0, 0, 0.95), 1, 0.5), comparison);
    }

    [Fact]
    public void AClearDifferenceIsSignificantWhicheverComesFirst()
    {
        var (better, worse) = Vectors();
        var forth = Bootstrap.Compare(better, worse, new Random(3));
        var back = Bootstrap.Compare(worse, better, new Random(3));
        Assert.InRange(forth.PValue, 1.0 / 1001, 0.01);
        Assert.InRange(forth.Wins, 0.99, 1);
        Assert.True(forth.Difference.Lower > 0);
        Assert.Equal((forth.PValue, -forth.Difference.Upper, -forth.Difference.Lower), (back.PValue, back.Difference.Lower, back.Difference.Upper));
        Assert.Equal(1 - forth.Wins, back.Wins, 1e-12);
    }

    [Theory]
    [InlineData(0.95, 25, 974)]
    [InlineData(0.9, 50, 949)]
    [InlineData(0.99, 5, 994)]
    [InlineData(0.9999, 0, 999)]
    public void ThePercentilesAreTheRightOnes(double level, double lower, double upper)
    {
        double[] values = [.. Enumerable.Range(0, 1000).Select(i => (double)i)];
        new Random(1).Shuffle(values);
        Assert.Equal(new ConfidenceInterval(7, lower, upper, level), ConfidenceInterval.Percentile(7, values, level));
    }

    /// <summary>
    /// Draws corpora from a pool whose score is known. The interval contains this score, and the p-value of no difference is below 0.05,
    /// about as often as stated.
    /// 380 of 400 are expected, with standard deviation 4.4; percentile intervals are known to be slightly too short.
    /// </summary>
    [Fact]
    public void IntervalsAndPValuesHaveTheirNominalRates()
    {
        // Two systems that mirror each other, so that their scores on the whole pool are exactly equal.
        var drop = SacreBleuVectors.Cases["drop"];
        var swap = SacreBleuVectors.Cases["swap"];
        var references = drop.References[0].Concat(drop.References[0]).ToArray();
        var one = new Bleu().Evaluate([.. drop.Hypotheses, .. swap.Hypotheses], references);
        var other = new Bleu().Evaluate([.. swap.Hypotheses, .. drop.Hypotheses], references);
        Assert.Equal(one.Score(), other.Score());

        var generator = new Random(11);
        var (covered, alarms, differenceCovered) = (0, 0, 0);
        for (var corpus = 0; corpus < Corpora; corpus++)
        {
            int[] drawn = [.. Enumerable.Range(0, Sentences).Select(_ => generator.Next(one.Sentences))];
            var (system, baseline) = (Take(one, drawn), Take(other, drawn));
            var interval = Bootstrap.Interval(system, generator, Resamples);
            var comparison = Bootstrap.Compare(system, baseline, generator, Resamples);
            covered += interval.Lower <= one.Score() && one.Score() <= interval.Upper ? 1 : 0;
            differenceCovered += comparison.Difference.Lower <= 0 && 0 <= comparison.Difference.Upper ? 1 : 0;
            alarms += comparison.PValue < 0.05 ? 1 : 0;
        }

        Assert.InRange(covered, 360, 396);
        Assert.InRange(differenceCovered, 360, 396);
        Assert.InRange(alarms, 4, 40);
    }

    [Fact]
    public void WhatCannotBeComparedIsRefused()
    {
        var (system, _) = Vectors();
        var shorter = new Bleu().Evaluate(["a"], ["a"]);
        Assert.Contains("different numbers", Assert.Throws<ArgumentException>(() => Bootstrap.Compare(system, shorter, new Random(1))).Message);
        Assert.Contains("different metrics", Assert.Throws<ArgumentException>(() => Bootstrap.Compare(system, new Chrf().Evaluate(["a"], ["a"]), new Random(1))).Message);
        Assert.Contains("no systems", Assert.Throws<ArgumentException>(() => Bootstrap.Resample([], 1, new Random(1))).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Bootstrap.Interval(system, new Random(1), resamples: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Bootstrap.Interval(system, new Random(1), level: 1));
    }

    private static (CorpusStatistics Better, CorpusStatistics Worse) Vectors()
    {
        var drop = SacreBleuVectors.Cases["drop"];
        var swap = SacreBleuVectors.Cases["swap"];
        return (new Bleu().Evaluate(drop.Hypotheses, drop.References), new Bleu().Evaluate(swap.Hypotheses, swap.References));
    }

    private static CorpusStatistics Take(CorpusStatistics from, int[] sentences) => new(from.Metric, [.. sentences.SelectMany(i => from.Row(i).ToArray())], "1");
}
