namespace Gmlm.Padir.ControlledPair;

/// <summary>Compares token sequences by content, and orders them by ids.</summary>
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

    public bool Equals(IReadOnlyList<int>? x, IReadOnlyList<int>? y) =>
        ReferenceEquals(x, y) || (x is not null && y is not null && x.SequenceEqual(y));

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
