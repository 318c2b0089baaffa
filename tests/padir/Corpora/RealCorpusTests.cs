using System.Diagnostics;
using System.Text.RegularExpressions;
using Gmlm.Padir.Corpora;
using Gmlm.Padir.Tokens;
using Xunit;

namespace Gmlm.Padir.Tests.Corpora;

/// <summary>
/// Checks the real corpora: their counts, and that nothing leaks, by rules that are independent of the code that made the splits.
/// </summary>
public sealed partial class RealCorpusTests
{
    [Theory]
    [InlineData("multi30k", "train", 29_000)]
    [InlineData("multi30k", "val", 1_014)]
    [InlineData("multi30k", "test", 1_000)]
    [InlineData("multi30k", "test_2018_flickr", 1_071)]
    [InlineData("tatoeba-en-de", "train", 164_165)]
    [InlineData("tatoeba-en-de", "val", 2_504)]
    [InlineData("tatoeba-en-de", "test", 2_500)]
    [InlineData("ro-sts", "train", 9_488)]
    [InlineData("ro-sts", "val", 3_000)]
    [InlineData("ro-sts", "test", 2_758)]
    [InlineData("newstest2014-de-en", "test", 3_003)]
    [InlineData("newstest2016-en-ro", "test", 1_999)]
    public void HasItsPairs(string name, string split, int pairs)
    {
        var text = RealCorpora.Load(name, split);
        Assert.Equal(pairs, text.Pairs.Count);
        Assert.All(text.Pairs, pair => Assert.False(string.IsNullOrWhiteSpace(pair.Source) || string.IsNullOrWhiteSpace(pair.Target)));
    }

    [Fact]
    public void WhatCleaningDroppedIsCounted()
    {
        Assert.Equal(169_813, RealCorpora.Load("tatoeba-en-de", "train").Dropped.Sum(dropped => dropped.Count) + 164_165 + 2_504 + 2_500);
        Assert.Equal(11_498, RealCorpora.Load("ro-sts", "train").Dropped.Sum(dropped => dropped.Count) + 9_488);
    }

    [Fact]
    public void TatoebaLeaksNothing()
    {
        HashSet<string>[] sources = [.. Splits("tatoeba-en-de").Select(pairs => pairs.Select(pair => Bare(pair.Source)).ToHashSet())];
        HashSet<string>[] targets = [.. Splits("tatoeba-en-de").Select(pairs => pairs.Select(pair => Bare(pair.Target)).ToHashSet())];
        foreach (var sides in new[] { sources, targets })
        {
            Assert.Empty(sides[0].Intersect(sides[1]));
            Assert.Empty(sides[0].Intersect(sides[2]));
            Assert.Empty(sides[1].Intersect(sides[2]));
        }
    }

    [Fact]
    public void TatoebaTestSentencesHaveSeveralTranslations() =>
        Assert.InRange(RealCorpora.Load("tatoeba-en-de", "test").BySource().Count(group => group.Targets.Count > 1), 300, 700);

    [Fact]
    public void RoStsTrainingIsFarFromTheHeldOutSentences()
    {
        var splits = Splits("ro-sts");
        foreach (var side in new Func<SentencePair, string>[] { pair => pair.Source, pair => pair.Target })
        {
            HashSet<string>[] train = [.. splits[0].Where((_, i) => i % 19 == 0).Select(side).Select(Words)];
            HashSet<string>[] heldOut = [.. splits[1].Concat(splits[2]).Select(side).Select(Words)];
            Assert.DoesNotContain(train, words => heldOut.Any(other => Near(words, other)));
        }
    }

    [Fact]
    public void CaptionsAreDistinctAndFarFromTheHeldOutSentences()
    {
        var text = RealCorpora.Texts("multi30k-captions", "en");
        Assert.Equal(145_000, text.Sentences.Count + text.Dropped.Sum(dropped => dropped.Count));
        Assert.Distinct(text.Sentences);
        Assert.Empty(text.Sentences.Intersect(RealCorpora.Load("multi30k", "train").Pairs.Select(pair => pair.Source)));
        HashSet<string>[] kept = [.. text.Sentences.Where((_, i) => i % 211 == 0).Select(Words)];
        string[] splits = ["val", "test_2016_flickr", "test_2018_flickr"];
        HashSet<string>[] heldOut = [.. splits.SelectMany(split => RealCorpora.Load("multi30k", split).Pairs).Select(pair => Words(pair.Source))];
        Assert.DoesNotContain(kept, words => heldOut.Any(other => Near(words, other)));
    }

    [Fact]
    public void DirectionsAreEachOthersReverse()
    {
        var there = RealCorpora.Load("ro-sts", "val", new Direction("ro", "en"));
        var back = RealCorpora.Load("ro-sts", "val", new Direction("en", "ro"));
        Assert.Equal(there.Pairs, back.Pairs.Select(pair => pair.Reverse()));
        Assert.Equal("en-ro", back.Direction.ToString());
    }

    [Fact]
    public void ReadingIsFast()
    {
        RealCorpora.Load("multi30k", "val");
        var watch = Stopwatch.StartNew();
        RealCorpora.Load("multi30k", "train");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"{watch.ElapsedMilliseconds} ms");
    }

    // A model covers the characters of the corpus that it was trained on, so only characters that the normalisation changes may differ.
    [Theory]
    [InlineData("multi30k", "multi30k-en-de")]
    [InlineData("ro-sts", "ro-sts")]
    public void HeldOutSentencesSurviveTheVocabulary(string corpus, string name)
    {
        var vocabulary = Vocabulary.Named(name);
        string[] sentences = [.. RealCorpora.Load(corpus, "test").Pairs.SelectMany(pair => new[] { pair.Source, pair.Target })];
        var kept = sentences.Count(sentence => vocabulary.Decode(vocabulary.Encode(sentence)) == FoldedText.Tidy(sentence));
        Assert.True(kept > 0.99 * sentences.Length, $"{kept} of {sentences.Length}");
    }

    private static IReadOnlyList<SentencePair>[] Splits(string name) => [.. new[] { "train", "val", "test" }.Select(split => RealCorpora.Load(name, split).Pairs)];

    private static bool Near(HashSet<string> a, HashSet<string> b)
    {
        if (5 * Math.Min(a.Count, b.Count) < 3 * Math.Max(a.Count, b.Count))
        {
            return false;
        }

        var common = a.Count(b.Contains);
        return 5 * common >= 3 * (a.Count + b.Count - common);
    }

    private static string Bare(string text) => NotALetter().Replace(Name().Replace(text.ToLowerInvariant(), ""), "");

    private static HashSet<string> Words(string text) => [.. WordRun().Matches(text.ToLowerInvariant()).Select(match => match.Value)];

    [GeneratedRegex(@"(?<!\p{L})(tom|mary|maria|john|johannes|alice|elke|jackson|thomas|marie)('?s)?(?!\p{L})")]
    private static partial Regex Name();

    [GeneratedRegex(@"\P{L}")]
    private static partial Regex NotALetter();

    [GeneratedRegex(@"[\p{L}\p{Nd}]+")]
    private static partial Regex WordRun();
}
