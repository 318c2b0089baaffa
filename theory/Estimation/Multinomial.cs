using Gmlm.Theory.Random;
using MathNet.Numerics;

namespace Gmlm.Theory.Estimation;

/// <summary>
/// The counts of n draws from a finite distribution, drawn at once: cell by cell the binomial distribution of what is left. The time does
/// not grow with n.
/// </summary>
public static class Multinomial
{
    // Below this mean the rejection method is not valid (Hörmann 1993).
    private const double SmallMean = 10;

    /// <summary>The counts of the cells in <paramref name="draws"/> ≥ 0 draws with probabilities that sum to 1.</summary>
    /// <exception cref="ArgumentException">A negative or non-finite probability, or a sum that is not 1 up to rounding.</exception>
    public static double[] Counts(ReadOnlySpan<double> probabilities, int draws, RandomStream random)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(draws);
        double sum = 0;
        foreach (var probability in probabilities)
        {
            sum += probability >= 0 ? probability : double.NaN;
        }

        if (!(Math.Abs(sum - 1) < 1e-9))
        {
            throw new ArgumentException("the probabilities must be finite and not negative, and sum to 1", nameof(probabilities));
        }

        // What is left of the probability is summed from the end, so that the last cells do not carry the rounding of all others.
        var tails = new double[probabilities.Length];
        double tail = 0;
        for (var i = tails.Length - 1; i >= 0; i--)
        {
            tails[i] = tail += probabilities[i];
        }

        var counts = new double[probabilities.Length];
        for (var i = 0; i < counts.Length && draws > 0; i++)
        {
            var count = probabilities[i] > 0 ? Binomial(draws, Math.Min(1, probabilities[i] / tails[i]), random) : 0;
            counts[i] = count;
            draws -= count;
        }

        return counts;
    }

    /// <summary>The number of successes in <paramref name="trials"/> ≥ 0 trials of probability 0 ≤ p ≤ 1.</summary>
    public static int Binomial(int trials, double probability, RandomStream random)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(trials);
        if (!(probability is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "a probability lies in [0, 1]");
        }

        return probability > 0.5 ? trials - Binomial(trials, 1 - probability, random)
            : probability == 0 ? 0
            : trials * probability < SmallMean ? ByGaps(trials, probability, random)
            : ByRejection(trials, probability, random);
    }

    // The gaps between successes are geometric.
    private static int ByGaps(int trials, double probability, RandomStream random)
    {
        var rate = probability < 1e-5 ? -probability * (1 + (probability / 2)) : Math.Log(1 - probability);
        double place = 0;
        for (var successes = 0; ; successes++)
        {
            place += Math.Max(1, Math.Ceiling(Math.Log(1 - random.NextUniform()) / rate));
            if (!(place <= trials))
            {
                return successes;
            }
        }
    }

    // Transformed rejection with squeeze, algorithm BTRS of Hörmann (1993), The generation of binomial random variates.
    private static int ByRejection(int trials, double probability, RandomStream random)
    {
        double n = trials, ratio = probability / (1 - probability), mode = Math.Floor((n + 1) * probability);
        var spread = Math.Sqrt(n * probability * (1 - probability));
        var b = 1.15 + (2.53 * spread);
        var a = -0.0873 + (0.0248 * b) + (0.01 * probability);
        var center = (n * probability) + 0.5;
        var alpha = (2.83 + (5.1 / b)) * spread;
        var squeeze = 0.92 - (4.2 / b);
        while (true)
        {
            double u = random.NextUniform() - 0.5, v = random.NextUniform();
            var distance = 0.5 - Math.Abs(u);
            var k = Math.Floor((((2 * a / distance) + b) * u) + center);
            if (distance >= 0.07 && v <= squeeze)
            {
                return (int)k;
            }

            // v against the probability of k over that of the mode.
            if (k >= 0 && k <= n
                && Math.Log(v * alpha / ((a / (distance * distance)) + b))
                    <= SpecialFunctions.FactorialLn((int)mode) + SpecialFunctions.FactorialLn((int)(n - mode))
                    - SpecialFunctions.FactorialLn((int)k) - SpecialFunctions.FactorialLn((int)(n - k))
                    + ((k - mode) * Math.Log(ratio)))
            {
                return (int)k;
            }
        }
    }
}
