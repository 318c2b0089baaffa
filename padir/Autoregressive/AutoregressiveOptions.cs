using Gmlm.Padir.Decoding;

namespace Gmlm.Padir.Autoregressive;

/// <summary>All choices of autoregressive decoding. Immutable; <see cref="Checked"/> refuses what is out of range.</summary>
public sealed record AutoregressiveOptions
{
    /// <summary>B ≥ 1: how many hypotheses of a source are kept open; 1 is greedy decoding.</summary>
    public int BeamWidth { get; init; } = 1;

    /// <summary>The longest target, without its end; at least 1.</summary>
    public int MaxLength { get; init; } = 255;

    /// <summary>
    /// α ≥ 0: log-probabilities are divided by ((5 + length)/6)^α, as <see cref="DecodingOptions.BrevityAlpha"/>; null compares sums.
    /// Greedy decoding has nothing to compare.
    /// </summary>
    public double? BrevityAlpha { get; init; }

    /// <summary>These options, if each is in its range.</summary>
    /// <exception cref="DecodingException">One is not.</exception>
    public AutoregressiveOptions Checked()
    {
        DecodingOptions.Require(nameof(BeamWidth), BeamWidth, BeamWidth >= 1, "at least 1");
        DecodingOptions.Require(nameof(MaxLength), MaxLength, MaxLength >= 1, "at least 1");
        DecodingOptions.Require(nameof(BrevityAlpha), BrevityAlpha, BrevityPenalty.IsAllowed(BrevityAlpha), BrevityPenalty.Range);
        return this;
    }
}
