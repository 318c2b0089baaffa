namespace Gmlm.Padir.ControlledPair;

/// <summary>Token sequences as values: equality, order by ids, and edit distance.</summary>
internal sealed class TokenComparer : IEqualityComparer<IReadOnlyList<int>>, IComparer<IReadOnlyList<int>>
{
    public static readonly TokenComparer Instance = new();

    public static bool Equal(IReadOnlyList<int> tokens, ReadOnlySpan<int> others)
    {
        if (tokens.Count != others.Length)
        {
            return false;
        }

        for (var i = 0; i < others.Length; i++)
        {
            if (tokens[i] != others[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Levenshtein's distance, over one row of the table.</summary>
    public static int EditDistance(IReadOnlyList<int> tokens, ReadOnlySpan<int> others)
    {
        var row = Enumerable.Range(0, others.Length + 1).ToArray();
        for (var i = 0; i < tokens.Count; i++)
        {
            var diagonal = row[0];
            row[0] = i + 1;
            for (var j = 0; j < others.Length; j++)
            {
                var replaced = diagonal + (tokens[i] == others[j] ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(replaced, Math.Min(diagonal, row[j]) + 1);
            }
        }

        return row[^1];
    }

    public bool Equals(IReadOnlyList<int>? x, IReadOnlyList<int>? y) => ReferenceEquals(x, y) || (x is not null && y is not null && x.SequenceEqual(y));

    public int GetHashCode(IReadOnlyList<int> tokens)
    {
        var hash = new HashCode();
        foreach (var token in tokens)
        {
            hash.Add(token);
        }

        return hash.ToHashCode();
    }

    public int Compare(IReadOnlyList<int>? x, IReadOnlyList<int>? y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        for (var i = 0; i < Math.Min(x.Count, y.Count); i++)
        {
            if (x[i] != y[i])
            {
                return x[i].CompareTo(y[i]);
            }
        }

        return x.Count.CompareTo(y.Count);
    }
}
