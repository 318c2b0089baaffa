namespace Gmlm.Padir.Decoding;

/// <summary>
/// Sums of log-probabilities favour short targets, having fewer terms; divided by
/// <code>((5 + length)/6)^α</code>
/// they do so less (Wu et al. 2016). The length is that of the words, without the end.
/// </summary>
public static class BrevityPenalty
{
    internal const string Range = "finite and at least 0";

    /// <summary>((5 + length)/6)^α; 1 without α. Grows with the length from length 1 on, where it is 1.</summary>
    public static double Of(int length, double? alpha) => alpha is { } power ? Math.Pow((5.0 + length) / 6, power) : 1;

    internal static bool IsAllowed(double? alpha) => alpha is null || (alpha >= 0 && double.IsFinite(alpha.Value));
}
