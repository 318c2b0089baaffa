using Gmlm.Padir.Randomness;

namespace Gmlm.Padir.ControlledPair;

/// <summary>
/// Sequence-level distillation (Kim and Rush 2016) with teachers that know p exactly: a teacher's outputs replace the corpus's targets. For
/// a trained teacher see <see cref="TranslationDistribution.Of"/>. <see cref="Multimodality"/> of the distributions before and after shows
/// the effect.
/// </summary>
public static class Distillation
{
    /// <summary>A teacher with exact search, which gives every source its likeliest translation.</summary>
    public static TranslationDistribution ToMode(TranslationDistribution before)
    {
        ArgumentNullException.ThrowIfNull(before);
        return TranslationDistribution.Of([before.Mode.Tokens]);
    }

    /// <summary>A teacher with greedy decoding: at each position, the end included, the likeliest token given the earlier ones.</summary>
    public static TranslationDistribution ToGreedy(TranslationDistribution before)
    {
        ArgumentNullException.ThrowIfNull(before);
        IReadOnlyList<Translation> agreeing = before.Translations;
        for (var i = 0; ; i++)
        {
            var position = i;
            agreeing = [.. agreeing.GroupBy(item => position < item.Tokens.Count ? item.Tokens[position] : PairVocabulary.Eos)
                .OrderByDescending(group => group.Sum(item => item.Probability)).ThenBy(group => group.Key)
                .First()];
            if (agreeing[0].Tokens.Count <= i)
            {
                return TranslationDistribution.Of([agreeing[0].Tokens]);
            }
        }
    }

    /// <summary>A teacher that samples: the empirical distribution of <paramref name="outputs"/> draws from p.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no output.</exception>
    public static TranslationDistribution ToSamples(TranslationDistribution before, int outputs, SplitMix64 random)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        return TranslationDistribution.Of(Enumerable.Range(0, outputs).Select(_ => Draw(before, random)));
    }

    private static IReadOnlyList<int> Draw(TranslationDistribution before, SplitMix64 random)
    {
        var left = random.NextDouble();
        foreach (var (tokens, probability) in before.Translations)
        {
            left -= probability;
            if (left < 0)
            {
                return tokens;
            }
        }

        return before.Translations[^1].Tokens;
    }
}
