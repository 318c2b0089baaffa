namespace Gmlm.Reproduce.Snapshots;

/// <summary>Compares standard errors and tolerances, which are never negative, by their ratio.</summary>
internal static class Factors
{
    /// <summary>
    /// Whether each size is at most <paramref name="factor"/> times the other. Zero is within a factor of zero only; NaN and
    /// infinity of nothing.
    /// </summary>
    public static bool Within(double old, double now, double factor) =>
        double.IsFinite(old) && double.IsFinite(now) && old >= 0 && now >= 0 && now <= factor * old && old <= factor * now;
}
