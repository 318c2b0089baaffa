using Gmlm.Padir.Configuration;

namespace Gmlm.Padir.Decoding;

/// <summary>Which positions a k-Gibbs step hides.</summary>
public enum KGibbsChoice
{
    /// <summary>Any k, uniformly: with a joint draw from exact conditionals, the law of the words stays as it is.</summary>
    Uniform,

    /// <summary>
    /// The k least confident, of equally confident ones the rightmost. Which these are depends on the words, so no law is left as it is:
    /// this mends words, it does not sample.
    /// </summary>
    LeastConfident,
}

/// <summary>
/// In which order a joint draw fills the hidden positions. By the chain rule every order gives the same law, if the conditionals are those
/// of one law.
/// </summary>
public enum KGibbsOrder
{
    /// <summary>Uniformly random.</summary>
    Random,

    /// <summary>
    /// The surest first, by the probability of its likeliest word given those drawn already; of equally sure ones the leftmost.
    /// </summary>
    SurestFirst,
}

/// <summary>All choices of k-Gibbs refinement. Immutable; <see cref="Checked"/> refuses what is out of range.</summary>
public sealed record KGibbsOptions
{
    /// <summary>k ≥ 1: how many positions a step hides; all of them where a target is shorter.</summary>
    public int Positions { get; init; } = 2;

    /// <summary>How many steps; at least 1.</summary>
    public int Steps { get; init; } = 1;

    /// <summary>
    /// Whether the hidden words are drawn one after another, each given those drawn before (k runs of the model a step), or all from their
    /// own conditionals (one run).
    /// </summary>
    public bool Jointly { get; init; } = true;

    /// <summary>Which positions are hidden.</summary>
    public KGibbsChoice Choice { get; init; } = KGibbsChoice.Uniform;

    /// <summary>In which order a joint draw fills them.</summary>
    public KGibbsOrder Order { get; init; } = KGibbsOrder.Random;

    /// <summary>
    /// T ≥ 0: words are drawn from softmax(logits / T), at 1 from the conditionals themselves; below 10⁻⁴ the likeliest is taken.
    /// </summary>
    public double Temperature { get; init; } = 1;

    /// <summary>What hides a position: the mask, or the position's own; random words hide nothing.</summary>
    public InputScheme Input { get; init; } = InputScheme.Mask;

    /// <summary>α as in <see cref="DecodingOptions.BrevityAlpha"/>, for the scores.</summary>
    public double? BrevityAlpha { get; init; }

    /// <summary>As <see cref="DecodingOptions.BlankBias"/>, where a canvas is refined.</summary>
    public double? BlankBias { get; init; }

    /// <summary>These options, if each is in its range.</summary>
    /// <exception cref="DecodingException">One is not.</exception>
    public KGibbsOptions Checked()
    {
        DecodingOptions.Require(nameof(Positions), Positions, Positions >= 1, "at least 1");
        DecodingOptions.Require(nameof(Steps), Steps, Steps >= 1, "at least 1");
        DecodingOptions.Require(nameof(Choice), Choice, Enum.IsDefined(Choice), "one of the choices");
        DecodingOptions.Require(nameof(Order), Order, Enum.IsDefined(Order), "one of the orders");
        DecodingOptions.Require(
            nameof(Temperature), Temperature, Temperature >= 0 && double.IsFinite(Temperature), "finite and at least 0");
        DecodingOptions.Require(nameof(Input), Input, Input is InputScheme.Mask or InputScheme.MaskRange, "Mask or MaskRange");
        DecodingOptions.Require(nameof(BrevityAlpha), BrevityAlpha, BrevityPenalty.IsAllowed(BrevityAlpha), BrevityPenalty.Range);
        return this;
    }
}
