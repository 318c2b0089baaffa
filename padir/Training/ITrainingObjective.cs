using Gmlm.Padir.Decoding;
using Gmlm.Padir.T5;

namespace Gmlm.Padir.Training;

/// <summary>Losses of a batch, as sums, so that batches add up.</summary>
/// <param name="Tokens">How many positions counted.</param>
/// <param name="TokenLoss">The sum of their losses, in nats.</param>
/// <param name="Right">At how many of them the likeliest token was right.</param>
/// <param name="LengthLoss">The length predictor's mean loss times <paramref name="Sentences"/>; 0 without one.</param>
/// <param name="RejecterLoss">The rejecter's mean loss times <paramref name="Tokens"/>; 0 without one.</param>
/// <param name="Sentences">How many examples.</param>
public readonly record struct LossSums(long Tokens, double TokenLoss, long Right, double LengthLoss, double RejecterLoss, int Sentences)
{
    /// <summary>Sums of both.</summary>
    public static LossSums operator +(LossSums a, LossSums b) => new(
        a.Tokens + b.Tokens, a.TokenLoss + b.TokenLoss, a.Right + b.Right, a.LengthLoss + b.LengthLoss, a.RejecterLoss + b.RejecterLoss, a.Sentences + b.Sentences);

    /// <summary>Nats per token.</summary>
    public double PerToken => TokenLoss / Math.Max(1, Tokens);

    /// <summary>The share of tokens whose likeliest was right.</summary>
    public double Accuracy => Right / (double)Math.Max(1, Tokens);

    /// <summary>The length predictor's loss per sentence.</summary>
    public double PerLength => LengthLoss / Math.Max(1, Sentences);

    /// <summary>The rejecter's loss per token.</summary>
    public double PerRejecter => RejecterLoss / Math.Max(1, Tokens);
}

/// <summary>What a batch teaches.</summary>
internal interface ITrainingObjective
{
    /// <summary>The losses of a batch, or of a part of one.</summary>
    /// <param name="examples">At least one.</param>
    /// <param name="first">The first one's place in the batch.</param>
    /// <param name="key">What is hidden is a function of it and of the example's place in the batch.</param>
    /// <param name="roots">Takes where the gradients begin; null: there are to be none.</param>
    LossSums Of(IReadOnlyList<Example> examples, int first, ulong key, Roots? roots);

    /// <summary>The objective that a model's configuration asks for.</summary>
    static ITrainingObjective For(PadirModel model, DecodingTokens tokens) => model.Config.Decoder == DecoderMode.Causal ? new CausalObjective(model) : new ParallelObjective(model, tokens);
}
