namespace Gmlm.Padir.Metrics;

/// <summary>Two systems compared on the same resamples.</summary>
/// <param name="Difference">System minus baseline, with its interval.</param>
/// <param name="PValue">Two-sided: how probable a difference at least as large would be were there none.</param>
/// <param name="Wins">The share of resamples in which the system is ahead, ties counting half (Koehn 2004).</param>
public sealed record PairedComparison(ConfidenceInterval Difference, double PValue, double Wins)
{
    /// <summary>
    /// The bootstrap's differences d* scatter around d as d scatters around the truth; shifted to 0 they show what chance alone does (Efron and
    /// Tibshirani 1993, section 16.4): <c>p = (1 + #{|d* − d| ≥ |d|}) / (B + 1)</c>.
    /// </summary>
    /// <remarks>sacreBLEU's own paired bootstrap shifts |d*| by its mean instead, as Moses did; its p-values are not these.</remarks>
    internal static PairedComparison Of(double difference, IReadOnlyCollection<double> resampled, double level)
    {
        var asLarge = resampled.Count(sample => Math.Abs(sample - difference) >= Math.Abs(difference));
        var wins = resampled.Average(sample => sample > 0 ? 1 : sample == 0 ? 0.5 : 0);
        return new PairedComparison(ConfidenceInterval.Percentile(difference, resampled, level), (1.0 + asLarge) / (resampled.Count + 1), wins);
    }
}
