namespace Gmlm.Padir.Decoding;

/// <summary>
/// Rejects, after iteration i = 0 … S − 1, the ⌊L·(S − i − 1)/S⌋ least confident of L positions, so that none is rejected after the
/// last (Mask-Predict).
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
/// Rejects, after iteration i = 0 … S − 1, the ⌊L·cos(π/2·(i + 1)/S)⌋ least confident of L positions. Early iterations keep few words, late
/// ones many (MaskGIT).
/// </summary>
public sealed record CosineSchedule : Rejecter
{
    internal override bool IsStationary => false;

    /// <inheritdoc/>
    public override void Mark(ReadOnlySpan<int> tokens, ReadOnlySpan<float> confidences, int iteration, int iterations, Span<bool> rejected)
    {
        // Rounds, because the computed cosine of 60° is slightly more than ½ here, and could be slightly less elsewhere.
        var share = Math.Round(Math.Cos(Math.PI / 2 * (iteration + 1) / iterations), 12);
        MarkLeast(confidences, (int)(confidences.Length * share), rejected);
    }
}

/// <summary>
/// Keeps, after iteration i = 0 … S − 1, the i + 1 most confident positions of each block of S neighbouring positions, and rejects the
/// others, so that none is rejected after the last iteration (Saharia et al. 2020, for a canvas).
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
/// Rejects the same number of least confident positions after every iteration but the last:
/// <see cref="Bottom"/> or <see cref="BottomPercent"/>.
/// </summary>
public sealed record ConstantSchedule : Rejecter
{
    private ConstantSchedule(int? count, double? percent) => (Count, Percent) = (count, percent);

    /// <summary>The number of rejected positions; null if <see cref="Percent"/> is given.</summary>
    public int? Count { get; }

    /// <summary>The percentage of rejected positions; null if <see cref="Count"/> is given.</summary>
    public double? Percent { get; }

    /// <summary>Rejects the k ≥ 0 least confident positions, or all if there are fewer.</summary>
    public static ConstantSchedule Bottom(int k) => new(k, null);

    /// <summary>Rejects the ⌊L·percent/100⌋ least confident positions, with percent in [0, 100].</summary>
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
