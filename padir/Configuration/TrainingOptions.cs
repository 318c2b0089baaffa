namespace Gmlm.Padir.Configuration;

/// <summary>How the learning rate decays after the warm-up.</summary>
public enum Decay
{
    /// <summary>The rate stays constant.</summary>
    Constant,

    /// <summary>The rate is proportional to √(warm-up/step) (Vaswani et al. 2017).</summary>
    InverseSquareRoot,

    /// <summary>The rate falls linearly to 0 at the last step.</summary>
    Linear,

    /// <summary>The rate falls along half a cosine to 0 at the last step.</summary>
    Cosine,
}

/// <summary>Parts of a model that training can leave unchanged.</summary>
[Flags]
public enum Parts
{
    /// <summary>No part.</summary>
    None = 0,

    /// <summary>The encoder's layers, and the embedding, which is the encoder's input.</summary>
    Encoder = 1,

    /// <summary>The decoder's layers.</summary>
    Decoder = 2,

    /// <summary>The length predictor.</summary>
    LengthPredictor = 4,

    /// <summary>The learned rejecter.</summary>
    Rejecter = 8,
}

/// <summary>
/// How the loss is minimised: AdamW (Loshchilov and Hutter 2019) with step sizes proportional to the scale of each parameter, on
/// length-bucketed batches.
/// </summary>
public sealed record TrainingOptions
{
    /// <summary>The number of parameter updates.</summary>
    public int Steps { get; init; } = 10_000;

    /// <summary>The largest number of target tokens in a batch, padding included.</summary>
    public int BatchTokens { get; init; } = 2048;

    /// <summary>The peak learning rate of a matrix. Embeddings use √d times this rate, query weights 1/√d_kv times.</summary>
    public double LearningRate { get; init; } = 2e-3;

    /// <summary>The number of steps over which the rate grows from 0.</summary>
    public int WarmUp { get; init; } = 1000;

    /// <summary>How the rate decays after the warm-up.</summary>
    public Decay Decay { get; init; } = Decay.Cosine;

    /// <summary>AdamW's weight decay.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>β₁.</summary>
    public double FirstMoment { get; init; } = 0.9;

    /// <summary>β₂.</summary>
    public double SecondMoment { get; init; } = 0.98;

    /// <summary>
    /// The largest gradient norm; longer gradients are scaled down to it. The length predictor's gradient is clipped separately.
    /// </summary>
    public double ClipNorm { get; init; } = 1;

    /// <summary>The number of steps between validations. Each validation also saves the state from which a killed run resumes.</summary>
    public int ValidateEvery { get; init; } = 500;

    /// <summary>
    /// The number of last validated states that are averaged at the end. The average is used if its validation loss is lower than the best
    /// state's.
    /// </summary>
    public int Average { get; init; } = 5;

    /// <summary>The seed of the initial weights, the order of the examples, the corruption and dropout.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The parts that are not trained.</summary>
    public Parts Frozen { get; init; } = Parts.None;

    /// <summary>The learning rate of a step; steps count from 0.</summary>
    public double Rate(int step)
    {
        var (warm, last) = (Math.Max(1, WarmUp), Math.Max(WarmUp + 1, Steps));
        if (step < warm)
        {
            return LearningRate * (step + 1) / warm;
        }

        var progress = Math.Min(1, (step - warm) / (double)(last - warm));
        return LearningRate * Decay switch
        {
            Decay.InverseSquareRoot => Math.Sqrt(warm / (step + 1.0)),
            Decay.Linear => 1 - progress,
            Decay.Cosine => (1 + Math.Cos(Math.PI * progress)) / 2,
            _ => 1,
        };
    }

    internal void Check()
    {
        Checks.Require("training.steps", Steps, Steps >= 1, "at least 1");
        Checks.Require("training.batchTokens", BatchTokens, BatchTokens >= 1, "at least 1");
        Checks.Require(
            "training.learningRate", LearningRate, LearningRate > 0 && double.IsFinite(LearningRate), "finite and greater than 0");
        Checks.Require("training.warmUp", WarmUp, WarmUp >= 0, "at least 0");
        Checks.Require("training.decay", Decay, Enum.IsDefined(Decay), "constant, inverseSquareRoot, linear or cosine");
        Checks.Require("training.weightDecay", WeightDecay, WeightDecay >= 0 && double.IsFinite(WeightDecay), "finite and at least 0");
        Checks.Require("training.firstMoment", FirstMoment, FirstMoment is >= 0 and < 1, "at least 0 and less than 1");
        Checks.Require("training.secondMoment", SecondMoment, SecondMoment is >= 0 and < 1, "at least 0 and less than 1");
        Checks.Require("training.clipNorm", ClipNorm, ClipNorm > 0, "greater than 0");
        Checks.Require("training.validateEvery", ValidateEvery, ValidateEvery >= 1, "at least 1");
        Checks.Require("training.average", Average, Average is >= 1 and <= 100, "from 1 to 100");
        Checks.Require(
            "training.frozen",
            Frozen,
            (Frozen & ~(Parts.Encoder | Parts.Decoder | Parts.LengthPredictor | Parts.Rejecter)) == 0,
            "parts of the model");
    }
}
