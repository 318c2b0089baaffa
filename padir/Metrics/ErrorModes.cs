namespace Gmlm.Padir.Metrics;

/// <summary>The errors typical of parallel decoding that the outputs alone show.</summary>
/// <param name="Stutter">Tokens equal to their left neighbour.</param>
/// <param name="BigramRepeats">Two tokens said twice in a row.</param>
/// <param name="TrigramRepeats">Three tokens said twice in a row.</param>
/// <param name="Length">Predicted − gold length.</param>
public sealed record ErrorModes(RepeatRate Stutter, RepeatRate BigramRepeats, RepeatRate TrigramRepeats, LengthError Length)
{
    /// <summary>Measures outputs against gold targets, both cut into the same kind of tokens: the model's, or <see cref="BleuTokenizers.Split"/>'s.</summary>
    /// <exception cref="ArgumentException">No sentences, or different numbers of them.</exception>
    public static ErrorModes Measure<T>(IReadOnlyList<IReadOnlyList<T>> outputs, IReadOnlyList<IReadOnlyList<T>> gold)
        where T : IEquatable<T> => new(
            RepeatRate.Measure(outputs, 1),
            RepeatRate.Measure(outputs, 2),
            RepeatRate.Measure(outputs, 3),
            LengthError.Measure([.. outputs.Select(sentence => sentence.Count)], [.. gold.Select(sentence => sentence.Count)]));
}
