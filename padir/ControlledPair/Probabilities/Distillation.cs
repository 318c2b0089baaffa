using Gmlm.Padir.Randomness;

namespace Gmlm.Padir.ControlledPair;

/// <summary>
/// Sequence-level distillation (Kim and Rush 2016): training targets are a teacher's outputs in place of the corpus's. Here with teachers
/// that know p exactly; for a trained teacher see <see cref="TranslationDistribution.Of"/>. <see cref="Multimodality.Of"/> of the
/// distributions before and after gives the effect.
/// </summary>
public static class Distillation
{
    /// <summary>A teacher that searches: every source keeps its likeliest translation alone.</summary>
    public static TranslationDistribution ToMode(TranslationDistribution before)
    {
        ArgumentNullException.ThrowIfNull(before);
        return TranslationDistribution.Of([before.Mode.Tokens]);
    }

    /// <summary>
    /// A teacher that decodes greedily, from left to right: at each position, the end included, the likeliest token given the ones
    /// before.
    /// </summary>
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

    /// <summary>A teacher that samples: <paramref name="outputs"/> draws from p, each counting once.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one output.</exception>
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
