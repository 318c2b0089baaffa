namespace Gmlm.Padir.Configuration;

/// <summary>How the length of a target is predicted from its source.</summary>
public enum LengthPredictorKind
{
    /// <summary>
    /// A [LENGTH] token precedes the source, and its encoder state is compared with one embedding per length (Ghazvininejad et al. 2019).
    /// </summary>
    Token,

    /// <summary>An affine function of the source length, fitted by least squares.</summary>
    Affine,

    /// <summary>The sum over the source tokens of a number of target tokens, predicted from each one's encoder state.</summary>
    Fertility,

    /// <summary>No prediction: the gold length is used. Every result obtained with it must say so.</summary>
    Oracle,
}

/// <summary>Settings of the length predictor.</summary>
public sealed record LengthOptions
{
    /// <summary>The kind of predictor.</summary>
    public LengthPredictorKind Predictor { get; init; } = LengthPredictorKind.Token;

    /// <summary>The longest target in words, without the end token; at least 1.</summary>
    public int MaxLength { get; init; } = 255;

    /// <summary>For Fertility: f ≥ 0, where a source token gives 1 + δ target tokens with δ from −f − 1 to f.</summary>
    public int FertilityRange { get; init; } = 3;

    internal void Check()
    {
        Checks.Require("lengths.predictor", Predictor, Enum.IsDefined(Predictor), "one of the predictors");
        Checks.Require("lengths.maxLength", MaxLength, MaxLength is >= 1 and <= 1 << 16, "from 1 to 65536");
        Checks.Require("lengths.fertilityRange", FertilityRange, FertilityRange is >= 0 and <= 64, "from 0 to 64");
    }
}
