namespace Gmlm.Padir.Decoding;

/// <summary>
/// Length normalisation (Wu et al. 2016). Sums of log-probabilities favour short targets, which have fewer terms. Dividing the sum by
/// <code>((5 + length)/6)^α</code>
/// weakens this preference. The length counts words, without the end token.
/// </summary>
public static class LengthNormalisation
{
    internal const string Range = "finite and at least 0";

    /// <summary>The divisor ((5 + length)/6)^α; 1 without α. For α &gt; 0 it is 1 at length 1 and grows with the length.</summary>
    public static double Of(int length, double? alpha) => alpha is { } power ? Math.Pow((5.0 + length) / 6, power) : 1;

    internal static bool IsAllowed(double? alpha) => alpha is null || (alpha >= 0 && double.IsFinite(alpha.Value));
}
