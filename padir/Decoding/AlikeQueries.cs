namespace Gmlm.Padir.Decoding;

/// <summary>Queries are alike where the model's answer is: of the same source, with the same tokens and the same positions.</summary>
internal sealed class AlikeQueries : IEqualityComparer<DecodingQuery>
{
    private AlikeQueries()
    {
    }

    /// <summary>The only one.</summary>
    public static AlikeQueries Comparer { get; } = new();

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
