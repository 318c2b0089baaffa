namespace Gmlm.Padir.Training;

/// <summary>Losses of a batch, as sums, so that batches add up.</summary>
/// <param name="Tokens">How many positions counted.</param>
/// <param name="TokenLoss">The sum of their losses, in nats.</param>
/// <param name="Right">At how many of them the likeliest token was right.</param>
/// <param name="LengthLoss">The length predictor's mean loss times <paramref name="Sentences"/>; 0 without one.</param>
/// <param name="RejecterLoss">The rejecter's mean loss times <paramref name="Tokens"/>; 0 without one.</param>
/// <param name="Sentences">How many examples.</param>
/// <param name="Canvas">What is on canvases after one pass; all 0 where there is none.</param>
public readonly record struct LossSums(
    long Tokens, double TokenLoss, long Right, double LengthLoss, double RejecterLoss, int Sentences, CanvasSums Canvas = default)
{
    /// <summary>Sums of both.</summary>
    public static LossSums operator +(LossSums a, LossSums b) => new(
        a.Tokens + b.Tokens,
        a.TokenLoss + b.TokenLoss,
        a.Right + b.Right,
        a.LengthLoss + b.LengthLoss,
        a.RejecterLoss + b.RejecterLoss,
        a.Sentences + b.Sentences,
        a.Canvas + b.Canvas);

    /// <summary>Nats per token.</summary>
    public double PerToken => TokenLoss / Math.Max(1, Tokens);

    /// <summary>The share of tokens whose likeliest was right.</summary>
    public double Accuracy => Right / (double)Math.Max(1, Tokens);

    /// <summary>The length predictor's loss per sentence.</summary>
    public double PerLength => LengthLoss / Math.Max(1, Sentences);

    /// <summary>The rejecter's loss per token.</summary>
    public double PerRejecter => RejecterLoss / Math.Max(1, Tokens);
}

