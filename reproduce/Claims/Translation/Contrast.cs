using Gmlm.Padir.Metrics;
using Gmlm.Padir.Randomness;

namespace Gmlm.Reproduce.Claims.Translation;

/// <summary>The mean of a quantity where something is so, and where it is not. Values of one sentence belong together: sentences are what is resampled.</summary>
/// <param name="Where">The mean where it is so.</param>
/// <param name="Elsewhere">The mean where it is not.</param>
/// <param name="Count">How often it is so.</param>
/// <param name="All">How many values there are.</param>
/// <param name="Difference">Where less elsewhere, with its 95 % bootstrap interval.</param>
internal sealed record Contrast(double Where, double Elsewhere, int Count, int All, ConfidenceInterval Difference)
{
    /// <summary>Compares.</summary>
    /// <param name="sentences">The values of each sentence, and whether it is so there.</param>
    /// <param name="seed">Of the resamples.</param>
    /// <exception cref="ArgumentException">It is so nowhere, or everywhere.</exception>
    public static Contrast Of(IReadOnlyList<IReadOnlyList<(double Value, bool IsSo)>> sentences, long seed)
    {
        Sums[] sums = [.. sentences.Select(Sums.Of)];
        var all = sums.Aggregate((a, b) => a + b);
        if (all.Count == 0 || all.Others == 0)
        {
            throw new ArgumentException("there is nothing to compare: it is so nowhere, or everywhere", nameof(sentences));
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

        return new Contrast(all.Value / all.Count, all.Other / all.Others, all.Count, all.Count + all.Others, ConfidenceInterval.Percentile(all.Difference, resampled));
    }

    private readonly record struct Sums(double Value, int Count, double Other, int Others)
    {
        public double Difference => (Value / Count) - (Other / Others);

        public static Sums Of(IReadOnlyList<(double Value, bool IsSo)> values) => new(
            values.Where(item => item.IsSo).Sum(item => item.Value), values.Count(item => item.IsSo), values.Where(item => !item.IsSo).Sum(item => item.Value), values.Count(item => !item.IsSo));

        public static Sums operator +(Sums a, Sums b) => new(a.Value + b.Value, a.Count + b.Count, a.Other + b.Other, a.Others + b.Others);
    }
}
