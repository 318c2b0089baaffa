namespace Gmlm.Padir.Metrics;

/// <summary>How far predicted lengths are from the gold ones, in tokens.</summary>
/// <param name="Mean">The mean of predicted − gold: negative when outputs are too short.</param>
/// <param name="MeanAbsolute">The mean of |predicted − gold|.</param>
/// <param name="ExactShare">The share of sentences whose length is right.</param>
public sealed record LengthError(double Mean, double MeanAbsolute, double ExactShare)
{
    /// <summary>Compares lengths, sentence by sentence.</summary>
    /// <exception cref="ArgumentException">No sentences, or different numbers of them.</exception>
    public static LengthError Measure(IReadOnlyList<int> predicted, IReadOnlyList<int> gold)
    {
        if (predicted.Count == 0 || predicted.Count != gold.Count)
        {
            throw new ArgumentException($"{predicted.Count} predicted lengths do not go with {gold.Count} gold lengths");
        }

        int[] errors = [.. predicted.Zip(gold, (one, other) => one - other)];
        return new LengthError(errors.Average(), errors.Average(error => Math.Abs((double)error)), errors.Average(error => error == 0 ? 1.0 : 0.0));
    }
}
