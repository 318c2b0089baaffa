using Gmlm.Padir.ControlledPair;

namespace Gmlm.Padir.Decoding;

/// <summary>
/// k-Gibbs on a known distribution p. Each step hides k positions, chosen uniformly, and draws them given the others: jointly, which makes
/// a Gibbs sampler with stationary distribution p, or independently, each from its own conditional, as a parallel decoding iteration does.
/// </summary>
/// <param name="translations">p, the distribution of the translations of one length.</param>
/// <param name="k">From 1 to the length.</param>
/// <param name="jointly">Whether the hidden positions are drawn together.</param>
public sealed class KGibbs(FixedLengthTranslations translations, int k, bool jointly)
{
    private readonly int _k = k >= 1 && k <= translations.Length
        ? k
        : throw new DecodingException($"k is {k}; it must be from 1 to the length, {translations.Length}");

    /// <summary>
    /// One step from any words of the right length; where no translation has those that stay, the nearest ones are drawn from.
    /// </summary>
    /// <returns>The new words; the old ones stay as they are.</returns>
    public int[] Step(IReadOnlyList<int> tokens, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        int[] pattern = [.. tokens], next = [.. tokens];
        int[] positions = [.. Enumerable.Range(0, tokens.Count)];
        random.Shuffle(positions);
        var hidden = positions[.._k];
        foreach (var position in hidden)
        {
            pattern[position] = FixedLengthTranslations.Hidden;
        }

        var given = translations.GivenNearly(pattern);
        var joint = jointly ? Draw(given, random) : null;
        foreach (var position in hidden)
        {
            // A position's token in a whole draw has the position's marginal.
            next[position] = (joint ?? Draw(given, random)).Tokens[position];
        }

        return next;
    }

    private static Translation Draw(FixedLengthTranslations given, Random random)
    {
        var left = random.NextDouble();
        foreach (var translation in given.Translations)
        {
            left -= translation.Probability;
            if (left < 0)
            {
                return translation;
            }
        }

        return given.Translations[^1];
    }
}
