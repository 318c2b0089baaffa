namespace Gmlm.Padir.Corpora;

/// <summary>A partition of 0 … n − 1 into sets that can be merged (union–find). The smallest member of a set is its root.</summary>
internal sealed class DisjointSets(int count)
{
    private readonly int[] _parent = [.. Enumerable.Range(0, count)];

    /// <summary>The smallest member of the set that contains <paramref name="item"/>.</summary>
    public int Root(int item)
    {
        while (_parent[item] != item)
        {
            item = _parent[item] = _parent[_parent[item]];
        }

        return item;
    }

    /// <summary>Merges the sets of items that have the same label. Item i has the i-th label.</summary>
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
