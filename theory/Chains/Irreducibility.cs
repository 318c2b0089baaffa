namespace Gmlm.Theory.Chains;

/// <summary>Decides exactly whether block dynamics is irreducible; a numerical gap is never exactly zero.</summary>
public static class Irreducibility
{
    /// <summary>Whether all states of positive probability are connected by blocks of p_K.</summary>
    public static bool Of(FiniteDistribution distribution, MaskDistribution masks)
    {
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

        return Enumerable.Range(0, parent.Length).Where(x => distribution[x] > 0).Select(Root).Distinct().Count() == 1;

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
