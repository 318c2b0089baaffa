namespace Gmlm.Padir.Metrics;

/// <summary>The error of predicted lengths against gold lengths, in tokens.</summary>
/// <param name="Mean">The mean of predicted − gold; negative when outputs are too short.</param>
/// <param name="MeanAbsolute">The mean of |predicted − gold|.</param>
/// <param name="ExactShare">The share of sentences whose predicted length equals the gold length.</param>
public sealed record LengthError(double Mean, double MeanAbsolute, double ExactShare)
{
    /// <summary>Compares predicted and gold lengths sentence by sentence.</summary>
    /// <exception cref="ArgumentException">There are no sentences, or their numbers differ.</exception>
    public static LengthError Measure(IReadOnlyList<int> predicted, IReadOnlyList<int> gold)
    {
        if (predicted.Count == 0 || predicted.Count != gold.Count)
        {
            throw new ArgumentException($"{predicted.Count} predicted lengths do not go with {gold.Count} gold lengths");
        }

        int[] errors = [.. predicted.Zip(gold, (one, other) => one - other)];
        return new LengthError(
            errors.Average(), errors.Average(error => Math.Abs((double)error)), errors.Average(error => error == 0 ? 1.0 : 0.0));
    }
}
