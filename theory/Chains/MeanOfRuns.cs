using System.Numerics;
using MathNet.Numerics.IntegralTransforms;

namespace Gmlm.Theory.Chains;

/// <summary>
/// The exact law of the mean of n independent runs, each with a law on {0, …, B}. Capped times are skewed (nearly always B, now and then far
/// less), so the normal law says little of how often their mean strays: this says it. The law of the sum is the n-fold convolution,
/// an n-th power under the Fourier transform.
/// </summary>
public static class MeanOfRuns
{
    /// <summary>
    /// The smallest τ with P(|mean of <paramref name="runs"/> − its expectation| &gt; τ) ≤ <paramref name="falseAlarm"/>, for runs of law
    /// <paramref name="law"/>. False alarms below about 10⁻¹⁰ drown in the transform's rounding.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A false-alarm rate outside [10⁻¹⁰, 1).</exception>
    public static double Band(ReadOnlySpan<double> law, int runs, double falseAlarm)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(falseAlarm, 1e-10);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(falseAlarm, 1);
        var mean = Mean(law);
        var (sums, smallest) = Sum(law, runs);
        var (low, high) = (0, sums.Length - 1);
        double outside = 0;
        while (low < high)
        {
            // The outermost sum that is left; taken out while the rate allows it.
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
    private static (double[] Sums, int Smallest) Sum(ReadOnlySpan<double> law, int runs)
    {
        const double exponent = 30.7; // log(2 · 10¹³)
        var range = law.Length - 1;
        var linear = exponent * range / 3;
        var reach = linear + Math.Sqrt((linear * linear) + (2 * exponent * runs * Variance(law)));
        var expected = runs * Mean(law);
        var smallest = (int)Math.Max(0, Math.Floor(expected - reach));
        var largest = (int)Math.Min(runs * (double)range, Math.Ceiling(expected + reach));
        var spectrum = new Complex[BitOperations.RoundUpToPowerOf2((uint)(largest - smallest) + 1)];
        for (var t = 0; t < law.Length; t++)
        {
            spectrum[t % spectrum.Length] += law[t];
        }

        Fourier.Forward(spectrum, FourierOptions.AsymmetricScaling);
        for (var f = 0; f < spectrum.Length; f++)
        {
            spectrum[f] = Power(spectrum[f], runs);
        }

        Fourier.Inverse(spectrum, FourierOptions.AsymmetricScaling);
        return ([.. Enumerable.Range(smallest, largest - smallest + 1).Select(sum => spectrum[sum % spectrum.Length].Real)], smallest);
    }

    private static double Mean(ReadOnlySpan<double> law)
    {
        double mean = 0;
        for (var t = 0; t < law.Length; t++)
        {
            mean += t * law[t];
        }

        return mean;
    }

    private static double Variance(ReadOnlySpan<double> law)
    {
        var mean = Mean(law);
        double variance = 0;
        for (var t = 0; t < law.Length; t++)
        {
            variance += (t - mean) * (t - mean) * law[t];
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
