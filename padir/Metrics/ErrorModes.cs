namespace Gmlm.Padir.Metrics;

/// <summary>The errors typical of parallel decoding, measured on one system.</summary>
/// <param name="Stutter">Tokens equal to their left neighbours.</param>
/// <param name="BigramRepeats">Two tokens repeated directly.</param>
/// <param name="TrigramRepeats">Three tokens repeated directly.</param>
/// <param name="Length">Predicted minus gold length.</param>
public sealed record ErrorModes(RepeatRate Stutter, RepeatRate BigramRepeats, RepeatRate TrigramRepeats, LengthError Length)
{
    /// <summary>Measures a system's outputs against gold targets.</summary>
    /// <param name="outputs">
    /// The tokens of each output: the model's ids, or words from <see cref="BleuTokenizers.Split"/>; without end token and padding.
    /// </param>
    /// <param name="gold">The targets in tokens of the same kind.</param>
    /// <exception cref="ArgumentException">There are no sentences, or their numbers differ.</exception>
    public static ErrorModes Measure<T>(IReadOnlyList<IReadOnlyList<T>> outputs, IReadOnlyList<IReadOnlyList<T>> gold)
        where T : IEquatable<T> => new(
            RepeatRate.Measure(outputs, 1),
            RepeatRate.Measure(outputs, 2),
            RepeatRate.Measure(outputs, 3),
            LengthError.Measure([.. outputs.Select(sentence => sentence.Count)], [.. gold.Select(sentence => sentence.Count)]));
}
