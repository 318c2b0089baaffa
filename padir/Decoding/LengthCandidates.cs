namespace Gmlm.Padir.Decoding;

/// <summary>The candidate lengths of a source.</summary>
public static class LengthCandidates
{
    /// <summary>
    /// The likeliest lengths (of equally likely ones the shorter), each with the offsets −b/2 … b/2 around it, clipped to [1, max]. Each
    /// length occurs once; lengths of probability 0 are not among the likeliest.
    /// </summary>
    /// <param name="logProbabilities">ln p(length) at index length, up to a constant.</param>
    /// <param name="options">
    /// The number of likeliest lengths, b, and the longest length: <see cref="DecodingOptions.TopKLengths"/>,
    /// <see cref="DecodingOptions.BeamLength"/>, <see cref="DecodingOptions.MaxLength"/>.
    /// </param>
    /// <exception cref="ArgumentException">No length from 1 to the longest has positive probability.</exception>
    public static IReadOnlyList<int> Of(ReadOnlySpan<float> logProbabilities, DecodingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var log = logProbabilities.ToArray();
        var longest = Math.Min(options.MaxLength, log.Length - 1);
        int[] possible = [.. Enumerable.Range(1, Math.Max(0, longest)).Where(length => log[length] > float.NegativeInfinity)];
        if (possible.Length == 0)
        {
            throw new ArgumentException($"No length from 1 to {longest} has positive probability.", nameof(logProbabilities));
        }

        var likeliest = possible.OrderByDescending(length => log[length]).Take(options.TopKLengths);
        return [.. likeliest.SelectMany(length => Around(length, longest, options.BeamLength)).Where(possible.Contains).Distinct()];
    }

    /// <summary>A given length with the offsets around it, clipped, each once. It serves estimated lengths and gold lengths.</summary>
    public static IReadOnlyList<int> Around(int length, DecodingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return [.. Around(length, options.MaxLength, options.BeamLength).Distinct()];
    }

    private static IEnumerable<int> Around(int length, int longest, int beam) =>
        Enumerable.Range(length - (beam / 2), beam).Select(near => Math.Clamp(near, 1, longest));
}
