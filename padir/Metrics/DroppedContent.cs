namespace Gmlm.Padir.Metrics;

/// <summary>
/// Source words that an output leaves out. How much an output bears out each source word is its evidence, from a <see cref="LexicalModel{T}"/> or from
/// cross-attention; a word is dropped where it is below θ. The human references set θ: they drop by it a share of words that is chosen, so a system's share is to
/// be read against that one, and what it has above it is its own.
/// </summary>
public static class DroppedContent
{
    /// <summary>
    /// The usual share of words that references drop: a tenth. Free translations, compounds and rare forms have little evidence too, so a smaller share would overlook more of what is missing.
    /// </summary>
    public const double UsualShare = 0.1;

    /// <summary>θ: the largest value that at most <paramref name="share"/> of the references' evidence lies below.</summary>
    /// <param name="references">The evidence of each source's words in its reference, from sentences that trained nothing; null is not judged.</param>
    /// <param name="share">In [0, 1).</param>
    /// <exception cref="ArgumentException">No word is judged.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of its range.</exception>
    public static double Threshold(IEnumerable<IEnumerable<double?>> references, double share = UsualShare)
    {
        if (!(share >= 0 && share < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "must be at least 0 and less than 1");
        }

        double[] sorted = [.. Judged(references).SelectMany(values => values).Order()];
        return sorted.Length > 0
            ? sorted[(int)((sorted.Length * share) + 1e-9)]
            : throw new ArgumentException("the references hold no source word that can be judged", nameof(references));
    }

    /// <summary>The share of source words, and of sentences with such a word, that outputs drop.</summary>
    /// <param name="outputs">The evidence of each source's words in its output; null is not judged.</param>
    /// <param name="threshold">θ.</param>
    public static ErrorRate Measure(IEnumerable<IEnumerable<double?>> outputs, double threshold) => ErrorRate.Measure(Judged(outputs), evidence => evidence < threshold);

    /// <summary>Which of a source's words are dropped: positions, ascending.</summary>
    public static int[] Positions(IReadOnlyList<double?> evidence, double threshold) => [.. Enumerable.Range(0, evidence.Count).Where(i => evidence[i] < threshold)];

    private static IEnumerable<IEnumerable<double>> Judged(IEnumerable<IEnumerable<double?>> evidence) => evidence.Select(values => values.OfType<double>());
}
