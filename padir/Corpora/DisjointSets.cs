namespace Gmlm.Padir.Corpora;

/// <summary>Sets over 0 … n − 1 that only ever merge; a set's root is its smallest member.</summary>
internal sealed class DisjointSets(int count)
{
    private readonly int[] _parent = [.. Enumerable.Range(0, count)];

    /// <summary>The smallest member of the set that <paramref name="item"/> is in.</summary>
    public int Root(int item)
    {
        while (_parent[item] != item)
        {
            item = _parent[item] = _parent[_parent[item]];
        }

        return item;
    }

    /// <summary>Merges the items that have the same label.</summary>
    public void Link(IEnumerable<string> labels)
    {
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        var item = 0;
        foreach (var label in labels)
        {
            if (!first.TryAdd(label, item))
            {
                var (a, b) = (Root(first[label]), Root(item));
                _parent[Math.Max(a, b)] = Math.Min(a, b);
            }

            item++;
        }
    }
}
