
namespace Gmlm.Padir.Configuration;

/// <summary>How the decoder's input is made in training: some words of the target are noised.</summary>
public sealed record CorruptionOptions
{
    /// <summary>The replacement of a masked word: [MASK], the mask of its position, or a random word.</summary>
    public InputScheme Input { get; init; } = InputScheme.Mask;

    /// <summary>The probability that a word is noised; null draws it uniformly from (0, 1) for each example.</summary>
    public double? NoiseDensity { get; init; }

    /// <summary>The probability that a noised word is kept.</summary>
    public double Correct { get; init; } = 0.1;

    /// <summary>The probability that a noised word is replaced by a random one.</summary>
    public double Random { get; init; } = 0.1;

    internal void Check()
    {
        Checks.Require("corruption.input", Input, Enum.IsDefined(Input), "mask, maskRange or random");
        Checks.Probability("corruption.noiseDensity", NoiseDensity);
        Checks.Probability("corruption.correct", Correct);
        Checks.Probability("corruption.random", Random);
        Checks.Refuse(
            Correct + Random > 1,
            FormattableString.Invariant($"corruption.correct + corruption.random is {Correct + Random}; it must be at most 1"));
    }
}
