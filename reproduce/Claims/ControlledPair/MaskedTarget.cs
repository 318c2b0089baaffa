using Gmlm.Padir.ControlledPair;
using Gmlm.Padir.Randomness;

namespace Gmlm.Reproduce.Claims.ControlledPair;

/// <summary>What a network sees of a target, and what is true of the rest.</summary>
/// <param name="Source">Token ids, without end.</param>
/// <param name="Pattern">The visible words, <see cref="FixedLengthTranslations.Hidden"/> elsewhere.</param>
/// <param name="Truth">p given source, length and visible words.</param>
internal sealed record MaskedTarget(int[] Source, int[] Pattern, FixedLengthTranslations Truth)
{
    /// <summary>The positions that are hidden.</summary>
    public int[] Hidden => [.. Enumerable.Range(0, Pattern.Length).Where(i => Pattern[i] == FixedLengthTranslations.Hidden)];

    /// <summary>Nothing visible but the length.</summary>
    public static MaskedTarget All(HeldOut item)
    {
        var pattern = new int[item.Length];
        Array.Fill(pattern, FixedLengthTranslations.Hidden);
        return new MaskedTarget(item.Source, pattern, item.Given);
    }

    /// <summary>As in training: each word hidden with a probability that is drawn once for the target; one word at least.</summary>
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
