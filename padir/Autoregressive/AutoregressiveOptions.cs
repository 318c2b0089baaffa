using Gmlm.Padir.Decoding;

namespace Gmlm.Padir.Autoregressive;

/// <summary>The settings of autoregressive decoding. Immutable; <see cref="Checked"/> refuses values out of range.</summary>
public sealed record AutoregressiveOptions
{
    /// <summary>B ≥ 1: the number of open hypotheses of a source; 1 is greedy decoding.</summary>
    public int BeamWidth { get; init; } = 1;

    /// <summary>The longest target in words, without the end token; at least 1.</summary>
    public int MaxLength { get; init; } = 255;

    /// <summary>
    /// α ≥ 0: log-probabilities are divided by ((5 + length)/6)^α, as <see cref="DecodingOptions.LengthAlpha"/>; null compares the sums
    /// themselves. Greedy decoding has one hypothesis and ignores it.
    /// </summary>
    public double? LengthAlpha { get; init; }

    /// <summary>Returns these options if each value is in its range.</summary>
    /// <exception cref="DecodingException">A value is out of its range.</exception>
    public AutoregressiveOptions Checked()
    {
        DecodingOptions.Require(nameof(BeamWidth), BeamWidth, BeamWidth >= 1, "at least 1");
        DecodingOptions.Require(nameof(MaxLength), MaxLength, MaxLength >= 1, "at least 1");
        DecodingOptions.Require(nameof(LengthAlpha), LengthAlpha, LengthNormalisation.IsAllowed(LengthAlpha), LengthNormalisation.Range);
        return this;
    }
}
