using CsCheck;
using Gmlm.Padir.Metrics;
using Xunit;

namespace Gmlm.Padir.Tests.Metrics;

public class ErrorModesTests
{
    private const double Rounding = 1e-12;

    [Theory]
    [InlineData("a b c", 1, 0)]
    [InlineData("a a b b b", 1, 3)]
    [InlineData("a b a b", 1, 0)]
    [InlineData("a b a b", 2, 1)]
    [InlineData("a b a b a b", 2, 3)]
    [InlineData("a a a a", 2, 0)]
    [InlineData("a b c a b c", 3, 1)]
    [InlineData("a b c a b d", 3, 0)]
    [InlineData("a a b a a b", 3, 1)]
    [InlineData("", 1, 0)]
    [InlineData("a", 3, 0)]
    public void RepeatsAreThoseCountedByHand(string text, int period, int repeats)
    {
        string[][] sentences = [BleuTokenizer.None.Split(text), ["x", "y"]];
        var rate = RepeatRate.Measure(sentences, period);
        Assert.Equal((double)repeats / (sentences[0].Length + 2), rate.TokenShare, Rounding);
        Assert.Equal(repeats > 0 ? 0.5 : 0, rate.SentenceShare);
    }

    [Fact]
    public void DoublingEveryTokenStuttersHalfTheTime() => Gen.Int[0, 3].Array[1, 8].Array[1, 5].Sample(
        sentences =>
        {
            // All tokens of a sentence are different, so the doubled tokens are the only repeats.
            int[][] doubled = [.. sentences.Select(sentence => sentence.SelectMany((_, i) => new[] { i, i }).ToArray())];
            var rate = RepeatRate.Measure(doubled, 1);
            return Math.Abs(rate.TokenShare - 0.5) < Rounding && rate.SentenceShare == 1;
        },
        iter: 50);

    [Fact]
    public void LengthErrorsAreSigned()
    {
        var error = LengthError.Measure([3, 5, 5, 5], [5, 5, 6, 4]);
        Assert.Equal(-0.5, error.Mean, Rounding);
        Assert.Equal(1, error.MeanAbsolute, Rounding);
        Assert.Equal(0.25, error.ExactShare, Rounding);
    }

    [Fact]
    public void AllModesAtOnce()
    {
        int[][] outputs = [[1, 1, 2], [1, 2, 1, 2], [1, 2, 3, 1, 2, 3]];
        int[][] gold = [[1, 2], [1, 2, 3, 4], [1, 2, 3]];
        var modes = ErrorModes.Measure<int>(outputs, gold);
        Assert.Equal(1.0 / 13, modes.Stutter.TokenShare, Rounding);
        Assert.Equal(1.0 / 13, modes.BigramRepeats.TokenShare, Rounding);
        Assert.Equal(1.0 / 13, modes.TrigramRepeats.TokenShare, Rounding);
        Assert.Equal(4.0 / 3, modes.Length.Mean, Rounding);
    }

    [Fact]
    public void TheStutteringVectorIsSeenToStutter()
    {
        var stutter = Words("stutter");
        var same = Words("same");
        Assert.Equal(0, RepeatRate.Measure(same, 1).TokenShare);
        var modes = ErrorModes.Measure<string>(stutter, same);
        Assert.Equal(Math.Round(modes.Length.Mean * stutter.Length), Math.Round(modes.Stutter.TokenShare * stutter.Sum(sentence => sentence.Length)));
        Assert.True(modes.Stutter.SentenceShare > 0.5);
    }

    [Theory, InlineData(1), InlineData(2)]
    public void RepeatsAreComparedByTheBootstrap(int period)
    {
        var (stutter, same) = (SacreBleuVectors.Cases["stutter"], SacreBleuVectors.Cases["same"]);
        var metric = new RepeatShare(period, BleuTokenizer.None);
        var (system, baseline) = (metric.Evaluate(stutter.Hypotheses, [stutter.Hypotheses]), metric.Evaluate(same.Hypotheses, [same.Hypotheses]));
        Assert.Equal(100 * RepeatRate.Measure(Words("stutter"), period).TokenShare, system.Score(), Rounding);
        Assert.Equal($"period:{period}|tok:none", system.Signature);
        var compared = Bootstrap.Compare(system, baseline, new Random(1));
        Assert.Equal(system.Score() - baseline.Score(), compared.Difference.Value, Rounding);
        Assert.True(period != 1 || (compared.Difference.Lower > 0 && compared.PValue < 0.01));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RepeatShare(0));
    }

    [Fact]
    public void WhatCannotBeMeasuredIsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => RepeatRate.Measure<int>([[1]], 0));
        Assert.Throws<ArgumentException>(() => LengthError.Measure([], []));
        Assert.Contains("2 predicted lengths", Assert.Throws<ArgumentException>(() => LengthError.Measure([1, 2], [1])).Message);
    }

    private static string[][] Words(string vector) => [.. SacreBleuVectors.Cases[vector].Hypotheses.Select(text => BleuTokenizer.None.Split(text))];
}
