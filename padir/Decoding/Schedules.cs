namespace Gmlm.Padir.Decoding;

/// <summary>
/// After iteration i = 0 … S − 1 the ⌊L·(S − i − 1)/S⌋ least confident of L positions are rejected; none after the last (Mask-Predict).
/// </summary>
public sealed record LinearSchedule : Rejecter
{
    internal override bool IsStationary => false;

    /// <inheritdoc/>
    public override void Mark(
        ReadOnlySpan<int> tokens, ReadOnlySpan<float> confidences, int iteration, int iterations, Span<bool> rejected) =>
        MarkLeast(confidences, (int)((long)confidences.Length * (iterations - iteration - 1) / iterations), rejected);
}

/// <summary>
/// After iteration i = 0 … S − 1 the ⌊L·cos(π/2·(i + 1)/S)⌋ least confident of L positions are rejected: few words are kept at first, many
/// later (MaskGIT).
/// </summary>
public sealed record CosineSchedule : Rejecter
{
    internal override bool IsStationary => false;

    /// <inheritdoc/>
    public override void Mark(ReadOnlySpan<int> tokens, ReadOnlySpan<float> confidences, int iteration, int iterations, Span<bool> rejected)
    {
        // Rounded, as the cosine of 60° comes out just above ½ and may come out just below.
        var share = Math.Round(Math.Cos(Math.PI / 2 * (iteration + 1) / iterations), 12);
        MarkLeast(confidences, (int)(confidences.Length * share), rejected);
    }
}

/// <summary>
/// After iteration i = 0 … S − 1 the i + 1 most confident positions of each block of S neighbours are kept, the others rejected; none
/// after the last (Saharia et al. 2020, for a canvas).
/// </summary>
public sealed record BlockSchedule : Rejecter
{
    internal override bool IsStationary => false;

    /// <inheritdoc/>
    public override void Mark(ReadOnlySpan<int> tokens, ReadOnlySpan<float> confidences, int iteration, int iterations, Span<bool> rejected)
    {
        for (var first = 0; first < confidences.Length; first += iterations)
        {
            var block = confidences[first..Math.Min(first + iterations, confidences.Length)];
            MarkLeast(block, (int)((long)block.Length * (iterations - iteration - 1) / iterations), rejected.Slice(first, block.Length));
        }
    }
}

/// <summary>
/// After every iteration but the last the same number of least confident positions is rejected: <see cref="Bottom"/> or <see
/// cref="BottomPercent"/>.
/// </summary>
public sealed record ConstantSchedule : Rejecter
{
    private ConstantSchedule(int? count, double? percent) => (Count, Percent) = (count, percent);

    /// <summary>How many positions.</summary>
    public int? Count { get; }

    /// <summary>How many of 100 positions.</summary>
    public double? Percent { get; }

    /// <summary>The k ≥ 0 least confident; all where there are fewer.</summary>
    public static ConstantSchedule Bottom(int k) => new(k, null);

    /// <summary>⌊L·percent/100⌋ positions, percent in [0, 100].</summary>
    public static ConstantSchedule BottomPercent(double percent) => new(null, percent);

    /// <inheritdoc/>
    public override void Mark(
        ReadOnlySpan<int> tokens, ReadOnlySpan<float> confidences, int iteration, int iterations, Span<bool> rejected) =>
        MarkLeast(confidences, Count ?? (int)((confidences.Length * Percent!.Value / 100) + 1e-9), rejected);

    internal override void Check()
    {
        DecodingOptions.Require("ConstantSchedule.Count", Count, Count is null or >= 0, "at least 0");
        DecodingOptions.Require("ConstantSchedule.Percent", Percent, Percent is null or (>= 0 and <= 100), "from 0 to 100");
    }
}
