using Gmlm.Theory.Distributions;
using Gmlm.Theory.Inequalities;
using Gmlm.Theory.Random;

namespace Gmlm.Reproduce.Explore;

/// <summary>The lower bound on C_AT: the largest of C_P, of what point masses give, and of a numeric search where the space is small.</summary>
internal static class Tensorization
{
    /// <summary>Up to so many masks times states the search takes well under a second.</summary>
    private const long LargestSearch = 20_000;

    /// <summary>
    /// Null when the constant is infinite. Where <paramref name="poincare"/> is null, the slow mode that the search begins with is not resolved,
    /// and there is no search.
    /// </summary>
    public static double? LowerBound(FiniteDistribution p, MaskDistribution masks, double? poincare)
    {
        if (masks.Masks.Count == 1 && masks.Masks[0] == p.Space.Everything)
        {
            return 1; // both sides are KL(q‖p)
        }

        var bound = Math.Max(PointMasses.LowerBound(p, masks), poincare ?? 0);
        if (poincare is not null && double.IsFinite(bound) && (long)masks.Masks.Count * p.Space.Count <= LargestSearch)
        {
            bound = Math.Max(bound, EntropyTensorization.LowerBound(p, masks, new RandomStream(0), EntropySearch.Small).Value);
        }

        return double.IsFinite(bound) ? bound : null;
    }
}
