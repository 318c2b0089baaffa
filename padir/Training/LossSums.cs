namespace Gmlm.Padir.Training;

/// <summary>The losses of a batch as sums, which can be added over batches.</summary>
/// <param name="Tokens">The number of positions in the token loss.</param>
/// <param name="TokenLoss">The sum of the token losses, in nats.</param>
/// <param name="Right">The number of these positions at which the likeliest token is correct.</param>
/// <param name="LengthLoss">The length predictor's mean loss times <paramref name="Sentences"/>; 0 without one.</param>
/// <param name="RejecterLoss">The rejecter's mean loss times <paramref name="Tokens"/>; 0 without one.</param>
/// <param name="Sentences">The number of examples.</param>
/// <param name="Canvas">The counts of canvases after one pass; all 0 without a canvas.</param>
public readonly record struct LossSums(
    long Tokens, double TokenLoss, long Right, double LengthLoss, double RejecterLoss, int Sentences, CanvasSums Canvas = default)
{
    /// <summary>Adds the sums.</summary>
    public static LossSums operator +(LossSums a, LossSums b) => new(
        a.Tokens + b.Tokens,
        a.TokenLoss + b.TokenLoss,
        a.Right + b.Right,
        a.LengthLoss + b.LengthLoss,
        a.RejecterLoss + b.RejecterLoss,
        a.Sentences + b.Sentences,
        a.Canvas + b.Canvas);

    /// <summary>The mean token loss, in nats.</summary>
    public double PerToken => TokenLoss / Math.Max(1, Tokens);

    /// <summary>The share of positions at which the likeliest token is correct.</summary>
    public double Accuracy => Right / (double)Math.Max(1, Tokens);

    /// <summary>The mean loss of the length predictor over sentences.</summary>
    public double PerLength => LengthLoss / Math.Max(1, Sentences);

    /// <summary>The mean loss of the rejecter over tokens.</summary>
    public double PerRejecter => RejecterLoss / Math.Max(1, Tokens);
}

