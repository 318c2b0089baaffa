
namespace Gmlm.Padir.Configuration;

/// <summary>What the decoder's input is in training: the target with some words noised.</summary>
public sealed record CorruptionOptions
{
    /// <summary>What a masked word becomes: [MASK], the mask of its position, or a random word.</summary>
    public InputScheme Input { get; init; } = InputScheme.Mask;

    /// <summary>The probability that a word is noised; null: uniform in (0, 1) for each example.</summary>
    public double? NoiseDensity { get; init; }

    /// <summary>The probability that a noised word stays as it is.</summary>
    public double Correct { get; init; } = 0.1;

    /// <summary>The probability that a noised word becomes a random one.</summary>
    public double Random { get; init; } = 0.1;

    internal void Check()
    {
        Checks.Require("corruption.input", Input, Enum.IsDefined(Input), "mask, maskRange or random");
        Checks.Probability("corruption.noiseDensity", NoiseDensity);
        Checks.Probability("corruption.correct", Correct);
        Checks.Probability("corruption.random", Random);
        Checks.Refuse(Correct + Random > 1, FormattableString.Invariant($"corruption.correct + corruption.random is {Correct + Random}; it must be at most 1"));
    }
}
