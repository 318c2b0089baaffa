namespace Gmlm.Padir.Configuration;

/// <summary>How the learning rate falls after the warm-up.</summary>
public enum Decay
{
    /// <summary>Not at all.</summary>
    Constant,

    /// <summary>As √(warm-up/step) (Vaswani et al. 2017).</summary>
    InverseSquareRoot,

    /// <summary>To 0 at the last step along a line.</summary>
    Linear,

    /// <summary>To 0 at the last step along half a cosine.</summary>
    Cosine,
}

/// <summary>Parts of a model that training leaves as they are.</summary>
[Flags]
public enum Parts
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The encoder's layers, and the embedding, which is its input.</summary>
    Encoder = 1,

    /// <summary>The decoder's layers.</summary>
    Decoder = 2,

    /// <summary>The length predictor.</summary>
    LengthPredictor = 4,

    /// <summary>The learned rejecter.</summary>
    Rejecter = 8,
}

/// <summary>How the loss is minimised: AdamW (Loshchilov and Hutter 2019), with steps in proportion to what they change, on length-bucketed batches.</summary>
public sealed record TrainingOptions
{
    /// <summary>Parameter updates.</summary>
    public int Steps { get; init; } = 10_000;

    /// <summary>Target tokens of a batch, padding included, at most.</summary>
    public int BatchTokens { get; init; } = 2048;

    /// <summary>The largest learning rate, of a matrix; embeddings step √d times as far, queries 1/√d_kv times.</summary>
    public double LearningRate { get; init; } = 2e-3;

    /// <summary>Steps over which the rate grows from 0.</summary>
    public int WarmUp { get; init; } = 1000;

    /// <summary>How the rate falls then.</summary>
    public Decay Decay { get; init; } = Decay.Cosine;

    /// <summary>AdamW's weight decay.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>β₁.</summary>
    public double FirstMoment { get; init; } = 0.9;

    /// <summary>β₂.</summary>
    public double SecondMoment { get; init; } = 0.98;

    /// <summary>Gradients longer than this are scaled down to it; the length predictor's by themselves.</summary>
    public double ClipNorm { get; init; } = 1;

    /// <summary>Steps between validations, each of which also saves the state that a killed run goes on from.</summary>
    public int ValidateEvery { get; init; } = 500;

    /// <summary>How many of the last validated states are averaged in the end; the average is taken where it validates better than the best of them.</summary>
    public int Average { get; init; } = 5;

    /// <summary>Decides the initial weights, the order of the examples, the corruption and dropout.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>What stays as it is.</summary>
    public Parts Frozen { get; init; } = Parts.None;

    /// <summary>The learning rate of a step, counted from 0.</summary>
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
        Checks.Require("training.learningRate", LearningRate, LearningRate > 0 && double.IsFinite(LearningRate), "finite and greater than 0");
        Checks.Require("training.warmUp", WarmUp, WarmUp >= 0, "at least 0");
        Checks.Require("training.decay", Decay, Enum.IsDefined(Decay), "constant, inverseSquareRoot, linear or cosine");
        Checks.Require("training.weightDecay", WeightDecay, WeightDecay >= 0 && double.IsFinite(WeightDecay), "finite and at least 0");
        Checks.Require("training.firstMoment", FirstMoment, FirstMoment is >= 0 and < 1, "at least 0 and less than 1");
        Checks.Require("training.secondMoment", SecondMoment, SecondMoment is >= 0 and < 1, "at least 0 and less than 1");
        Checks.Require("training.clipNorm", ClipNorm, ClipNorm > 0, "greater than 0");
        Checks.Require("training.validateEvery", ValidateEvery, ValidateEvery >= 1, "at least 1");
        Checks.Require("training.average", Average, Average is >= 1 and <= 100, "from 1 to 100");
        Checks.Require("training.frozen", Frozen, (Frozen & ~(Parts.Encoder | Parts.Decoder | Parts.LengthPredictor | Parts.Rejecter)) == 0, "parts of the model");
    }
}
