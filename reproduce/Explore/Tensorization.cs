using Gmlm.Theory.Inequalities;
using Gmlm.Theory.Random;

namespace Gmlm.Reproduce.Explore;

/// <summary>
/// A lower bound on C_AT: the largest of C_P, the ratios of point masses, and, if the state space is small, the numeric search of the
/// standard profile.
/// </summary>
internal static class Tensorization
{
    /// <summary>The largest number of masks times states for which the search runs; it then takes about a second.</summary>
    private const long LargestSearch = 20_000;

    /// <summary>
    /// The bound; null if the constant is infinite. If <paramref name="poincare"/> is null, the slow mode from which the search starts is
    /// not resolved, and the search is omitted.
    /// </summary>
    public static double? LowerBound(FiniteDistribution p, MaskDistribution masks, double? poincare)
    {
        if (masks.Masks.Count == 1 && masks.Masks[0] == p.Space.Everything)
        {
            return 1; // a mask of all positions makes both sides of the inequality KL(q‖p)
        }

        var bound = Math.Max(PointMasses.LowerBound(p, masks), poincare ?? 0);
        if (poincare is not null && double.IsFinite(bound) && (long)masks.Masks.Count * p.Space.Count <= LargestSearch)
        {
            bound = Math.Max(bound, EntropyTensorization.LowerBound(p, masks, new RandomStream(0), EntropySearch.Medium).Value);
        }

        return double.IsFinite(bound) ? bound : null;
    }
}
