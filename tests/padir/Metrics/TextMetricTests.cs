using CsCheck;
using Gmlm.Padir.Metrics;
using Xunit;

namespace Gmlm.Padir.Tests.Metrics;

/// <summary>Properties that every metric has on any text.</summary>
public class TextMetricTests
{
    private const int Iterations = 200;
    private const double Rounding = 1e-9;

    private static readonly Gen<string> Sentence = Gen.OneOf([.. new[] { "der", "Hund", "hund", "läuft", ",", "3.5", "ein", "😀" }.Select(Gen.Const)]).Array[0, 9].Select(words => string.Join(' ', words));

    // Every sentence has a first reference; its second reference may be missing.
    private static readonly Gen<(string Hypothesis, string First, string Second)[]> Corpus = Gen.Select(Sentence, Sentence.Select(text => text + " Ende"), Sentence).Array[1, 12];

    public static TheoryData<TextMetric> Metrics =>
    [
        new Bleu(), new Bleu(BleuTokenizer.None, lowercase: true), new Bleu(BleuTokenizer.Char, effectiveOrder: true), new Chrf(), new Chrf(Chrf.PlusPlusOrder, lowercase: true),
    ];

    [Theory]
    [MemberData(nameof(Metrics))]
    public void TheOrderOfSentencesPlaysNoPart(TextMetric metric) => Gen.Select(Corpus, Gen.Int).Sample(
        (corpus, seed) =>
        {
            var shuffled = corpus.ToArray();
            new Random(seed).Shuffle(shuffled);
            return Evaluate(metric, shuffled).Score() == Evaluate(metric, corpus).Score();
        },
        iter: Iterations);

    [Theory]
    [MemberData(nameof(Metrics))]
    public void TheOrderOfReferencesPlaysNoPart(TextMetric metric) => Corpus.Sample(
        corpus => Evaluate(metric, [.. corpus.Select(line => (line.Hypothesis, line.Second, line.First))]).SentenceScores().SequenceEqual(Evaluate(metric, corpus).SentenceScores()),
        iter: Iterations);

    [Theory]
    [MemberData(nameof(Metrics))]
    public void ScoresAreBetween0And100(TextMetric metric) => Corpus.Sample(
        corpus => Evaluate(metric, corpus) is var statistics && statistics.SentenceScores().Append(statistics.Score()).All(score => score is >= 0 and <= 100 + Rounding),
        iter: Iterations);

    // BLEU does not have this property: a smoothed precision is 1 / (2^k · n-grams), and a doubled corpus has twice the n-grams.
    [Fact]
    public void ACorpusTwiceOverHasTheSameChrf() => Corpus.Sample(
        corpus => Math.Abs(Evaluate(new Chrf(), [.. corpus, .. corpus]).Score() - Evaluate(new Chrf(), corpus).Score()) < Rounding,
        iter: Iterations);

    [Theory]
    [MemberData(nameof(Metrics))]
    public void ASentenceAmongItsReferencesScores100(TextMetric metric)
    {
        string[] texts = ["Ein Hund läuft über die Wiese.", "Zwei Männer sitzen auf 1.000 Bänken!"];
        string[] others = ["Der Hund rennt.", ""];
        Assert.Equal(100, metric.Evaluate(texts, texts).Score(), Rounding);
        Assert.Equal(100, metric.Evaluate(texts, others, texts).Score(), Rounding);
        Assert.All(metric.Evaluate(texts, texts).SentenceScores(), score => Assert.Equal(100, score, Rounding));
    }

    [Theory]
    [MemberData(nameof(Metrics))]
    public void NothingInCommonScores0(TextMetric metric)
    {
        Assert.Equal(0, metric.Evaluate(["abc def", ""], ["xyz uvw", "xyz"]).Score());
        Assert.Equal(0, metric.Evaluate([""], ["Ein Hund."]).Score());
    }

    [Theory]
    [MemberData(nameof(Metrics))]
    public void WhatCannotBeScoredIsRefused(TextMetric metric)
    {
        Assert.Contains("no sentences", Assert.Throws<ArgumentException>(() => metric.Evaluate([], [])).Message);
        Assert.Contains("no references", Assert.Throws<ArgumentException>(() => metric.Evaluate(["a"])).Message);
        Assert.Contains("2 hypotheses do not go with 1", Assert.Throws<ArgumentException>(() => metric.Evaluate(["a", "b"], ["a"])).Message);
        Assert.Contains("sentence 2", Assert.Throws<ArgumentException>(() => metric.Evaluate(["a", "b"], ["a", ""], ["a", ""])).Message);
    }

    [Fact]
    public void TheSignatureSaysWhenReferencesAreMissing()
    {
        Assert.StartsWith("nrefs:2|", new Chrf().Evaluate(["a", "b"], ["a", "b"], ["c", "d"]).Signature);
        Assert.StartsWith("nrefs:1|", new Chrf().Evaluate(["a", "b"], ["a", ""], ["", "d"]).Signature);
        Assert.StartsWith("nrefs:2|", new Chrf { CountsEmptyReferences = true }.Evaluate(["a", "b"], ["a", ""], ["", ""]).Signature);
        Assert.StartsWith("nrefs:var|", new Chrf().Evaluate(["a", "b"], ["a", "b"], ["", "d"]).Signature);
    }

    private static CorpusStatistics Evaluate(TextMetric metric, (string Hypothesis, string First, string Second)[] corpus) =>
        metric.Evaluate([.. corpus.Select(line => line.Hypothesis)], [.. corpus.Select(line => line.First)], [.. corpus.Select(line => line.Second)]);
}
