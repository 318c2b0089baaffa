namespace Gmlm.Padir.Configuration;

/// <summary>The tokens of the target that enter the loss in the first stage.</summary>
public enum LossWeighting
{
    /// <summary>All tokens.</summary>
    All,

    /// <summary>The noised tokens and the end token.</summary>
    Noise,

    /// <summary>The masked tokens and the end token.</summary>
    Mask,
}

/// <summary>The predictions that are reset to the first stage's input before the next training stage.</summary>
public enum StageRejecter
{
    /// <summary>No predictions.</summary>
    Passthrough,

    /// <summary>Predictions equal to their left neighbours.</summary>
    Stutter,

    /// <summary>Predictions that the learned rejecter classifies as wrong.</summary>
    Learned,
}

/// <summary>The training loss: cross-entropy of the target tokens, plus the losses of the length predictor and the rejecter.</summary>
public sealed record LossOptions
{
    /// <summary>The tokens that enter the loss.</summary>
    public LossWeighting Weighting { get; init; } = LossWeighting.All;

    /// <summary>ε in [0, 1): the target distribution is 1 − ε on the token and ε spread over the vocabulary.</summary>
    public double LabelSmoothing { get; init; } = 0.1;

    /// <summary>z ≥ 0: z · (ln Σ exp logits)² is added per token.</summary>
    public double ZLoss { get; init; }

    /// <summary>The weight of the length predictor's loss.</summary>
    public double LengthWeight { get; init; } = 0.1;

    /// <summary>
    /// The number of stages, S ≥ 1. Each stage after the first reads the most probable tokens of the previous one, and all its tokens enter
    /// the loss.
    /// </summary>
    public int Stages { get; init; } = 1;

    /// <summary>The predictions that are rejected between stages.</summary>
    public StageRejecter StageRejecter { get; init; } = StageRejecter.Passthrough;

    /// <summary>
    /// For a canvas: λ ≥ 0, in 1/cells², of the prior exp(−λ d²) that holds alignments near the diagonal, where d is a cell's distance from
    /// where an even alignment has it.
    /// </summary>
    public double DiagonalPrior { get; init; } = 0.02;

    internal void Check()
    {
        Checks.Require("loss.weighting", Weighting, Enum.IsDefined(Weighting), "all, noise or mask");
        Checks.Require("loss.labelSmoothing", LabelSmoothing, LabelSmoothing is >= 0 and < 1, "at least 0 and less than 1");
        Checks.Require("loss.zLoss", ZLoss, ZLoss >= 0 && double.IsFinite(ZLoss), "finite and at least 0");
        Checks.Require("loss.lengthWeight", LengthWeight, LengthWeight >= 0 && double.IsFinite(LengthWeight), "finite and at least 0");
        Checks.Require("loss.stages", Stages, Stages is >= 1 and <= 64, "from 1 to 64");
        Checks.Require("loss.stageRejecter", StageRejecter, Enum.IsDefined(StageRejecter), "passthrough, stutter or learned");
        Checks.Require("loss.diagonalPrior", DiagonalPrior, DiagonalPrior >= 0 && double.IsFinite(DiagonalPrior), "finite and at least 0");
    }
}
