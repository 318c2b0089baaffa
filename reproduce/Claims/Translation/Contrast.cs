using Gmlm.Padir.Metrics;
using Gmlm.Padir.Randomness;

namespace Gmlm.Reproduce.Claims.Translation;

/// <summary>
/// The mean of a quantity over the items for which a predicate holds, and over the others. The bootstrap resamples sentences, which
/// may have several items.
/// </summary>
/// <param name="Where">The mean over the items for which the predicate holds.</param>
/// <param name="Elsewhere">The mean over the other items.</param>
/// <param name="Count">The number of items for which the predicate holds.</param>
/// <param name="All">The number of items.</param>
/// <param name="Difference">The first mean less the second, with its 95 % bootstrap interval.</param>
internal sealed record Contrast(double Where, double Elsewhere, int Count, int All, ConfidenceInterval Difference)
{
    /// <summary>Compares the two means.</summary>
    /// <param name="sentences">The values of each sentence, and whether the predicate holds.</param>
    /// <param name="seed">The seed of the resamples.</param>
    /// <exception cref="ArgumentException">The predicate holds for no item, or for all.</exception>
    public static Contrast Of(IReadOnlyList<IReadOnlyList<(double Value, bool Holds)>> sentences, long seed)
    {
        Sums[] sums = [.. sentences.Select(Sums.Of)];
        var all = sums.Aggregate((a, b) => a + b);
        if (all.Count == 0 || all.Others == 0)
        {
            throw new ArgumentException("there is nothing to compare: the predicate holds for no item, or for all", nameof(sentences));
        }

        var random = new SplitMix64(seed);
        var resampled = new List<double>();
        while (resampled.Count < Bootstrap.Resamples)
        {
            var drawn = default(Sums);
            for (var i = 0; i < sums.Length; i++)
            {
                drawn += sums[random.Next(sums.Length)];
            }

            if (drawn is { Count: > 0, Others: > 0 })
            {
                resampled.Add(drawn.Difference);
            }
        }

        return new Contrast(
            all.Value / all.Count,
            all.Other / all.Others,
            all.Count,
            all.Count + all.Others,
            ConfidenceInterval.Percentile(all.Difference, resampled));
    }

    private readonly record struct Sums(double Value, int Count, double Other, int Others)
    {
        public double Difference => (Value / Count) - (Other / Others);

        public static Sums Of(IReadOnlyList<(double Value, bool Holds)> values) => new(
            values.Where(item => item.Holds)
                .Sum(item => item.Value), values.Count(item => item.Holds), values.Where(item => !item.Holds)
                .Sum(item => item.Value), values.Count(item => !item.Holds));

        public static Sums operator +(Sums a, Sums b) => new(a.Value + b.Value, a.Count + b.Count, a.Other + b.Other, a.Others + b.Others);
    }
}
