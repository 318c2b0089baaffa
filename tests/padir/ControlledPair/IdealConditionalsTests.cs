using Gmlm.Padir.ControlledPair;
using Xunit;

namespace Gmlm.Padir.Tests.ControlledPair;

public class IdealConditionalsTests
{
    private static readonly ControlledGrammar Grammar = Grammars.One;
    private static readonly PairVocabulary Vocabulary = Grammar.Vocabulary;
    private static readonly IdealConditionals Ideal = new(Grammar);
    private static readonly int[] Source = Vocabulary.Encode("today the young fox sees a dog");

    [Fact]
    public void Every_row_is_a_distribution_and_the_conditional_one()
    {
        var p = Grammar.Translations(Source, 8)!;
        int[] target = [.. Enumerable.Range(0, 8).Select(i => i % 2 == 0 ? Vocabulary.Mask : Vocabulary.PositionMask(i))];
        target[4] = p.Translations[1].Tokens[4];
        int[] pattern = [-1, -1, -1, -1, target[4], -1, -1, -1];
        var log = LogProbabilities(target);
        var given = p.Given(pattern)!;
        for (var i = 0; i < 8; i++)
        {
            Assert.Equal(1, log[i].Sum(value => Math.Exp(value)), 5);
            for (var token = 0; token < Vocabulary.Count; token++)
            {
                Assert.Equal(given.Marginals[i].GetValueOrDefault(token), Math.Exp(log[i][token]), 5);
            }
        }

        Assert.Equal(0, log[4][target[4]]);
    }

    [Fact]
    public void The_end_and_the_padding_are_certain()
    {
        int[] masks = [.. Enumerable.Repeat(Vocabulary.Mask, 8)];
        var (bare, padded) = (LogProbabilities(masks), LogProbabilities([.. masks, PairVocabulary.Eos, PairVocabulary.Pad, PairVocabulary.Pad]));
        Assert.Equal(bare, padded[..8]);
        foreach (var (row, token) in padded[8..].Zip([PairVocabulary.Eos, PairVocabulary.Pad, PairVocabulary.Pad]))
        {
            Assert.Equal(0, row[token]);
            Assert.Equal(Vocabulary.Count - 1, row.Count(float.IsNegativeInfinity));
        }
    }

    [Fact]
    public void Filling_in_one_token_after_another_ends_at_a_valid_translation_even_from_a_mixture()
    {
        foreach (var source in Grammars.Sources(Grammar, 51, 60))
        {
            var translations = Grammar.Translations(source);
            var length = translations.Mode.Tokens.Count;
            int[] target = [.. Enumerable.Repeat(Vocabulary.Mask, length)];
            target = ArgMax(source, target); // one step, so the target may be a mixture
            Assert.NotEqual(OutputKind.OtherError, translations.Classify(target));
            for (var i = 0; i < length; i++)
            {
                target[i] = Vocabulary.Mask;
                target[i] = ArgMax(source, target)[i];
            }

            int[] fresh = [.. Enumerable.Repeat(Vocabulary.Mask, length)];
            for (var i = 0; i < length; i++)
            {
                fresh[i] = ArgMax(source, fresh)[i];
            }

            Assert.Equal(OutputKind.Valid, translations.Classify(fresh));
            Assert.NotEqual(OutputKind.OtherError, translations.Classify(target));
            Assert.Equal(OutputKind.Valid, translations.Classify(ArgMax(source, ArgMax(source, target))));
        }
    }

    [Fact]
    public void What_cannot_be_asked_is_refused()
    {
        Assert.Contains("7 tokens", Assert.Throws<ArgumentException>(() => LogProbabilities([.. Enumerable.Repeat(Vocabulary.Mask, 7)])).Message);
        Assert.Throws<ArgumentException>(() => Ideal.LogProbabilities(Source, new int[8], new float[8]));
    }

    private static float[][] LogProbabilities(int[] target, int[]? source = null)
    {
        var flat = new float[target.Length * Vocabulary.Count];
        Ideal.LogProbabilities(source ?? Source, target, flat);
        return [.. flat.Chunk(Vocabulary.Count)];
    }

    private static int[] ArgMax(int[] source, int[] target) => [.. LogProbabilities(target, source).Select(row => row.AsSpan().IndexOf(row.Max()))];
}
