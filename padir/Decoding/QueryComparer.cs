namespace Gmlm.Padir.Decoding;

/// <summary>
/// Compares queries by content. Queries of the same source with the same tokens and positions are equal, since their logits are.
/// </summary>
internal sealed class QueryComparer : IEqualityComparer<DecodingQuery>
{
    private QueryComparer()
    {
    }

    /// <summary>The only instance.</summary>
    public static QueryComparer Instance { get; } = new();

    /// <inheritdoc/>
    public bool Equals(DecodingQuery? x, DecodingQuery? y) =>
        x is null || y is null
            ? ReferenceEquals(x, y)
            : x.Source == y.Source && x.Tokens.SequenceEqual(y.Tokens) && x.Positions.SequenceEqual(y.Positions);

    /// <inheritdoc/>
    public int GetHashCode(DecodingQuery obj)
    {
        var hash = new HashCode();
        hash.Add(obj.Source);
        foreach (var value in obj.Tokens.Concat(obj.Positions))
        {
            hash.Add(value);
        }

        return hash.ToHashCode();
    }
}
