namespace Gmlm.Padir.Metrics;

/// <summary>Two systems compared on the same resamples.</summary>
/// <param name="Difference">System minus baseline, with its interval.</param>
/// <param name="PValue">Two-sided: the probability of a difference at least as large if the systems did not differ.</param>
/// <param name="Wins">The share of resamples in which the system scores higher; ties count half (Koehn 2004).</param>
public sealed record PairedComparison(ConfidenceInterval Difference, double PValue, double Wins)
{
    /// <summary>
    /// The p-value <c>p = (1 + #{|d* − d| ≥ |d|}) / (B + 1)</c>. The bootstrap's differences d* vary around d as d varies around the true
    /// difference, so d* − d shows the variation under the null hypothesis (Efron and Tibshirani 1993, section 16.4).
    /// </summary>
    /// <remarks>sacreBLEU's paired bootstrap shifts |d*| by its mean instead, as Moses did, so its p-values differ from these.</remarks>
    internal static PairedComparison Of(double difference, IReadOnlyCollection<double> resampled, double level)
    {
        var asLarge = resampled.Count(sample => Math.Abs(sample - difference) >= Math.Abs(difference));
        var wins = resampled.Average(sample => sample > 0 ? 1 : sample == 0 ? 0.5 : 0);
        return new PairedComparison(
            ConfidenceInterval.Percentile(difference, resampled, level), (1.0 + asLarge) / (resampled.Count + 1), wins);
    }
}
