namespace Gmlm.Padir.Configuration;

/// <summary>How the length of a target is predicted from its source.</summary>
public enum LengthPredictorKind
{
    /// <summary>A [LENGTH] token before the source; its encoder state is matched against one embedding per length (Ghazvininejad et al. 2019).</summary>
    Token,

    /// <summary>a · source length + b, by squared error.</summary>
    Affine,

    /// <summary>Each source token's share, from its encoder state; summed.</summary>
    Fertility,

    /// <summary>None: the gold length is given. Every number made with it must say so.</summary>
    Oracle,
}

/// <summary>Choices of the length predictor.</summary>
public sealed record LengthOptions
{
    /// <summary>Which one.</summary>
    public LengthPredictorKind Predictor { get; init; } = LengthPredictorKind.Token;

    /// <summary>The longest target, in words without the end; at least 1.</summary>
    public int MaxLength { get; init; } = 255;

    /// <summary>f ≥ 0 of Fertility: a source token becomes 1 + δ target tokens, δ from −f − 1 to f.</summary>
    public int FertilityRange { get; init; } = 3;

    internal void Check()
    {
        Checks.Require("lengths.predictor", Predictor, Enum.IsDefined(Predictor), "one of the predictors");
        Checks.Require("lengths.maxLength", MaxLength, MaxLength is >= 1 and <= 1 << 16, "from 1 to 65536");
        Checks.Require("lengths.fertilityRange", FertilityRange, FertilityRange is >= 0 and <= 64, "from 0 to 64");
    }
}
