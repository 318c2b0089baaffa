using Gmlm.Padir.ControlledPair;
using Gmlm.Padir.Randomness;

namespace Gmlm.Reproduce.Claims.ControlledPair;

/// <summary>A partly hidden target, as a network reads it, with the exact distribution of the hidden words.</summary>
/// <param name="Source">The token ids of the source, without the end token.</param>
/// <param name="Pattern">The visible words, <see cref="FixedLengthTranslations.Hidden"/> elsewhere.</param>
/// <param name="Truth">p given source, length and visible words.</param>
internal sealed record MaskedTarget(int[] Source, int[] Pattern, FixedLengthTranslations Truth)
{
    /// <summary>The hidden positions.</summary>
    public int[] Hidden => [.. Enumerable.Range(0, Pattern.Length).Where(i => Pattern[i] == FixedLengthTranslations.Hidden)];

    /// <summary>A target with every word hidden; only the length is known.</summary>
    public static MaskedTarget All(HeldOut item)
    {
        var pattern = new int[item.Length];
        Array.Fill(pattern, FixedLengthTranslations.Hidden);
        return new MaskedTarget(item.Source, pattern, item.Given);
    }

    /// <summary>
    /// A target masked as in training: each word is hidden with a probability that is drawn once for the target. At
    /// least one word is hidden.
    /// </summary>
    public static MaskedTarget Random(HeldOut item, SplitMix64 random)
    {
        var density = random.NextDouble();
        int[] pattern = [.. item.Target.Select(word => random.NextDouble() < density ? FixedLengthTranslations.Hidden : word)];
        if (!pattern.Contains(FixedLengthTranslations.Hidden))
        {
            pattern[random.Next(pattern.Length)] = FixedLengthTranslations.Hidden;
        }

        return new MaskedTarget(item.Source, pattern, item.Given.Given(pattern)!);
    }
}
