namespace Gmlm.Reproduce.Snapshots;

/// <summary>Compares sizes by their ratio: standard errors and tolerances, which are never negative.</summary>
internal static class Factors
{
    /// <summary>
    /// Whether one size is at most <paramref name="factor"/> times the other. Zero is only near zero; NaN and infinity are near nothing.
    /// </summary>
    public static bool Within(double old, double now, double factor) =>
        double.IsFinite(old) && double.IsFinite(now) && old >= 0 && now >= 0 && now <= factor * old && old <= factor * now;
}
