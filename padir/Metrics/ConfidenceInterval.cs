namespace Gmlm.Padir.Metrics;

/// <summary>An estimate with its percentile interval.</summary>
/// <param name="Value">The estimate on the whole corpus.</param>
/// <param name="Lower">The lower bound.</param>
/// <param name="Upper">The upper bound.</param>
/// <param name="Level">The share of resampled values between the bounds.</param>
public sealed record ConfidenceInterval(double Value, double Lower, double Upper, double Level)
{
    /// <summary>The default level, 95 %.</summary>
    public const double UsualLevel = 0.95;

    /// <summary>The interval without the ⌊B (1 − level) / 2⌋ smallest and as many of the largest of B resampled values.</summary>
    /// <param name="value">The estimate.</param>
    /// <param name="resampled">At least one value, in any order.</param>
    /// <param name="level">In (0, 1).</param>
    public static ConfidenceInterval Percentile(double value, IReadOnlyCollection<double> resampled, double level = UsualLevel)
    {
        if (!(level > 0 && level < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(level), level, "must lie between 0 and 1");
        }

        double[] sorted = [.. resampled.Order()];

        // In binary, 1 − 0.9 is slightly less than 0.1. Without the added 1e-9 the floor could be one too small.
        var cut = (int)((sorted.Length * (1 - level) / 2) + 1e-9);
        return new ConfidenceInterval(value, sorted[cut], sorted[^(cut + 1)], level);
    }
}
