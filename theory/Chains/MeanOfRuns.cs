using System.Numerics;
using MathNet.Numerics.IntegralTransforms;

namespace Gmlm.Theory.Chains;

/// <summary>
/// The exact distribution of the mean of n independent runs, each with a distribution on {0, …, B}. Capped times are skewed (nearly always
/// B, now and then far less), so that the normal distribution does not give the false-alarm rate of their mean, but the exact distribution
/// does. The distribution of the sum is the n-fold convolution, an n-th power under the Fourier transform.
/// </summary>
public static class MeanOfRuns
{
    /// <summary>
    /// The smallest τ with P(|mean of <paramref name="runs"/> − its expectation| &gt; τ) ≤ <paramref name="falseAlarm"/>, for runs with the
    /// distribution <paramref name="probabilities"/>. Rates below about 10⁻¹⁰ are less than the rounding of the transform.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A false-alarm rate outside [10⁻¹⁰, 1).</exception>
    public static double Band(ReadOnlySpan<double> probabilities, int runs, double falseAlarm)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(falseAlarm, 1e-10);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(falseAlarm, 1);
        var mean = Mean(probabilities);
        var (sums, smallest) = Sum(probabilities, runs);
        var (low, high) = (0, sums.Length - 1);
        double outside = 0;
        while (low < high)
        {
            // The outermost remaining sum is taken out as long as the rate allows it.
            var (left, right) = (mean - At(low), At(high) - mean);
            outside += Math.Max(0, sums[left > right ? low : high]);
            if (outside > falseAlarm)
            {
                return Math.Max(left, right);
            }

            (low, high) = left > right ? (low + 1, high) : (low, high - 1);
        }

        return Math.Abs(At(low) - mean);

        double At(int place) => (double)(smallest + place) / runs;
    }

    // P(sum of the runs = smallest + i) at place i. By Bernstein's inequality the sum is within d of its expectation but for
    // 10⁻¹³, so a transform of length 2d is enough: what is further away is folded onto it and changes nothing.
    private static (double[] Sums, int Smallest) Sum(ReadOnlySpan<double> probabilities, int runs)
    {
        const double exponent = 30.7; // log(2 · 10¹³)
        var range = probabilities.Length - 1;
        var linear = exponent * range / 3;
        var reach = linear + Math.Sqrt((linear * linear) + (2 * exponent * runs * Variance(probabilities)));
        var expected = runs * Mean(probabilities);
        var smallest = (int)Math.Max(0, Math.Floor(expected - reach));
        var largest = (int)Math.Min(runs * (double)range, Math.Ceiling(expected + reach));
        var spectrum = new Complex[BitOperations.RoundUpToPowerOf2((uint)(largest - smallest) + 1)];
        for (var t = 0; t < probabilities.Length; t++)
        {
            spectrum[t % spectrum.Length] += probabilities[t];
        }

        Fourier.Forward(spectrum, FourierOptions.AsymmetricScaling);
        for (var f = 0; f < spectrum.Length; f++)
        {
            spectrum[f] = Power(spectrum[f], runs);
        }

        Fourier.Inverse(spectrum, FourierOptions.AsymmetricScaling);
        return ([.. Enumerable.Range(smallest, largest - smallest + 1).Select(sum => spectrum[sum % spectrum.Length].Real)], smallest);
    }

    private static double Mean(ReadOnlySpan<double> probabilities)
    {
        double mean = 0;
        for (var t = 0; t < probabilities.Length; t++)
        {
            mean += t * probabilities[t];
        }

        return mean;
    }

    private static double Variance(ReadOnlySpan<double> probabilities)
    {
        var mean = Mean(probabilities);
        double variance = 0;
        for (var t = 0; t < probabilities.Length; t++)
        {
            variance += (t - mean) * (t - mean) * probabilities[t];
        }

        return variance;
    }

    private static Complex Power(Complex value, int exponent)
    {
        var result = Complex.One;
        for (; exponent > 0; exponent >>= 1, value *= value)
        {
            if ((exponent & 1) != 0)
            {
                result *= value;
            }
        }

        return result;
    }
}
