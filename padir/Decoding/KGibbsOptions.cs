using Gmlm.Padir.Configuration;

namespace Gmlm.Padir.Decoding;

/// <summary>The positions that a k-Gibbs step hides.</summary>
public enum KGibbsChoice
{
    /// <summary>k positions, chosen uniformly. With a joint draw from exact conditionals, their distribution is stationary.</summary>
    Uniform,

    /// <summary>
    /// The k least confident positions, of equally confident ones the rightmost. Since the choice depends on the words, the model's
    /// distribution is not stationary: this choice improves translations and does not sample.
    /// </summary>
    LeastConfident,
}

/// <summary>
/// The order in which a joint draw fills the hidden positions. If the conditionals are those of one distribution, every order draws from
/// the same distribution, by the chain rule.
/// </summary>
public enum KGibbsOrder
{
    /// <summary>Uniformly random.</summary>
    Random,

    /// <summary>
    /// The most confident first, by the probability of its likeliest word given the words already drawn; of equally confident ones
    /// the leftmost.
    /// </summary>
    SurestFirst,
}

/// <summary>The settings of k-Gibbs refinement. Immutable; <see cref="Checked"/> refuses values out of range.</summary>
public sealed record KGibbsOptions
{
    /// <summary>k ≥ 1: the number of positions that a step hides; all positions of a shorter target.</summary>
    public int Positions { get; init; } = 2;

    /// <summary>The number of steps; at least 1.</summary>
    public int Steps { get; init; } = 1;

    /// <summary>
    /// Whether the hidden words are drawn one after another, each given the words drawn before, with k network evaluations a step.
    /// Otherwise each is drawn from its own conditional, with one network evaluation a step.
    /// </summary>
    public bool Jointly { get; init; } = true;

    /// <summary>The positions that a step hides.</summary>
    public KGibbsChoice Choice { get; init; } = KGibbsChoice.Uniform;

    /// <summary>The order in which a joint draw fills the hidden positions.</summary>
    public KGibbsOrder Order { get; init; } = KGibbsOrder.Random;

    /// <summary>
    /// T ≥ 0: words are drawn from softmax(logits / T), at T = 1 from the conditionals themselves; below 10⁻⁴ the likeliest
    /// word is written.
    /// </summary>
    public double Temperature { get; init; } = 1;

    /// <summary>
    /// The masks of hidden positions: <see cref="InputScheme.Mask"/> or <see cref="InputScheme.MaskRange"/>. Random words would not mark
    /// positions as hidden.
    /// </summary>
    public InputScheme Input { get; init; } = InputScheme.Mask;

    /// <summary><see cref="DecodingOptions.LengthAlpha"/> of the refined candidates' scores.</summary>
    public double? LengthAlpha { get; init; }

    /// <summary><see cref="DecodingOptions.BlankBias"/>, on a canvas.</summary>
    public double? BlankBias { get; init; }

    /// <summary>Returns these options if each value is in its range.</summary>
    /// <exception cref="DecodingException">A value is out of its range.</exception>
    public KGibbsOptions Checked()
    {
        DecodingOptions.Require(nameof(Positions), Positions, Positions >= 1, "at least 1");
        DecodingOptions.Require(nameof(Steps), Steps, Steps >= 1, "at least 1");
        DecodingOptions.Require(nameof(Choice), Choice, Enum.IsDefined(Choice), "one of the choices");
        DecodingOptions.Require(nameof(Order), Order, Enum.IsDefined(Order), "one of the orders");
        DecodingOptions.Require(
            nameof(Temperature), Temperature, Temperature >= 0 && double.IsFinite(Temperature), "finite and at least 0");
        DecodingOptions.Require(nameof(Input), Input, Input is InputScheme.Mask or InputScheme.MaskRange, "Mask or MaskRange");
        DecodingOptions.Require(nameof(LengthAlpha), LengthAlpha, LengthNormalisation.IsAllowed(LengthAlpha), LengthNormalisation.Range);
        return this;
    }
}
