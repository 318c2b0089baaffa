namespace Gmlm.Padir.Configuration;

/// <summary>Which tokens of the target count in the first stage.</summary>
public enum LossWeighting
{
    /// <summary>All of them.</summary>
    All,

    /// <summary>The noised ones and the end.</summary>
    Noise,

    /// <summary>The masked ones and the end.</summary>
    Mask,
}

/// <summary>Which predictions go back to what they were before, from one training stage to the next.</summary>
public enum StageRejecter
{
    /// <summary>None.</summary>
    Passthrough,

    /// <summary>Those equal to their left neighbours.</summary>
    Stutter,

    /// <summary>Those that the learned rejecter takes to be wrong.</summary>
    Learned,
}

/// <summary>What is minimised: cross-entropy of the target's tokens, and beside it the length predictor's and the rejecter's losses.</summary>
public sealed record LossOptions
{
    /// <summary>Which tokens count.</summary>
    public LossWeighting Weighting { get; init; } = LossWeighting.All;

    /// <summary>ε in [0, 1): the target distribution is 1 − ε on the token and ε spread over the vocabulary.</summary>
    public double LabelSmoothing { get; init; } = 0.1;

    /// <summary>z ≥ 0: z · (ln Σ exp logits)² is added per token.</summary>
    public double ZLoss { get; init; }

    /// <summary>Weight of the length predictor's loss.</summary>
    public double LengthWeight { get; init; } = 0.1;

    /// <summary>S ≥ 1 passes: each but the first reads the likeliest tokens of the one before, and all its tokens count.</summary>
    public int Stages { get; init; } = 1;

    /// <summary>What is undone between stages.</summary>
    public StageRejecter StageRejecter { get; init; } = StageRejecter.Passthrough;

    internal void Check()
    {
        Checks.Require("loss.weighting", Weighting, Enum.IsDefined(Weighting), "all, noise or mask");
        Checks.Require("loss.labelSmoothing", LabelSmoothing, LabelSmoothing is >= 0 and < 1, "at least 0 and less than 1");
        Checks.Require("loss.zLoss", ZLoss, ZLoss >= 0 && double.IsFinite(ZLoss), "finite and at least 0");
        Checks.Require("loss.lengthWeight", LengthWeight, LengthWeight >= 0 && double.IsFinite(LengthWeight), "finite and at least 0");
        Checks.Require("loss.stages", Stages, Stages is >= 1 and <= 64, "from 1 to 64");
        Checks.Require("loss.stageRejecter", StageRejecter, Enum.IsDefined(StageRejecter), "passthrough, stutter or learned");
    }
}
