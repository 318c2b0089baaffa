namespace Gmlm.Theory.Chains;

/// <summary>
/// The components of a distribution's support: two possible states are connected where they differ in the positions of one block of p_K.
/// Block dynamics is irreducible if there is one. This is decided exactly; a numerical gap is never exactly zero.
/// </summary>
public static class SupportComponents
{
    /// <summary>Whether all states of positive probability are connected.</summary>
    public static bool IsOne(FiniteDistribution distribution, MaskDistribution masks) => Count(distribution, masks) == 1;

    /// <summary>How many components there are, at least 1.</summary>
    /// <exception cref="ArgumentException">p and p_K differ in N.</exception>
    public static int Count(FiniteDistribution distribution, MaskDistribution masks) =>
        Of(distribution, masks).Where(root => root >= 0).Distinct().Count();

    /// <summary>A state of the component for every possible state, the same for all of one component; −1 for impossible states.</summary>
    /// <exception cref="ArgumentException">p and p_K differ in N.</exception>
    public static int[] Of(FiniteDistribution distribution, MaskDistribution masks)
    {
        if (distribution.Space.Length != masks.Length)
        {
            throw new ArgumentException($"masks of {masks.Length} positions on sequences of {distribution.Space.Length}", nameof(masks));
        }

        var parent = Enumerable.Range(0, distribution.Space.Count).ToArray();
        foreach (var mask in masks.Masks)
        {
            var offsets = distribution.Space.Offsets(mask);
            foreach (var first in distribution.Space.Bases(mask))
            {
                var known = -1;
                foreach (var offset in offsets)
                {
                    if (distribution[first + offset] > 0)
                    {
                        known = known < 0 ? Root(first + offset) : parent[Root(first + offset)] = known;
                    }
                }
            }
        }

        return [.. parent.Select((_, x) => distribution[x] > 0 ? Root(x) : -1)];

        int Root(int state)
        {
            while (parent[state] != state)
            {
                state = parent[state] = parent[parent[state]];
            }

            return state;
        }
    }
}
