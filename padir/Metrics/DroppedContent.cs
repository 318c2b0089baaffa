namespace Gmlm.Padir.Metrics;

/// <summary>
/// Counts the source words that an output drops. The evidence for a source word says how strongly the output supports it, by a
/// <see cref="LexicalModel{T}"/> or by cross-attention; a word is dropped where its evidence is below θ. The human references set θ, such
/// that they drop a chosen share of words themselves. Only the excess of a system's share over this share is an error of the system.
/// </summary>
public static class DroppedContent
{
    /// <summary>
    /// The default share of words that references drop, a tenth. Free translations, compounds and rare forms have little evidence too, so a
    /// smaller share would overlook more of the dropped words.
    /// </summary>
    public const double UsualShare = 0.1;

    /// <summary>θ: the largest value such that at most <paramref name="share"/> of the references' evidence lies below it.</summary>
    /// <param name="references">The evidence for each source's words in its reference, from sentences held out of training; null marks a
    /// word that is not evaluated.</param>
    /// <param name="share">In [0, 1).</param>
    /// <exception cref="ArgumentException">No word is evaluated.</exception>
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

    /// <summary>The share of source words that outputs drop, and the share of sentences with such a word.</summary>
    /// <param name="outputs">The evidence for each source's words in its output; null marks a word that is not evaluated.</param>
    /// <param name="threshold">θ.</param>
    public static ErrorRate Measure(IEnumerable<IEnumerable<double?>> outputs, double threshold) =>
        ErrorRate.Measure(Judged(outputs), evidence => evidence < threshold);

    /// <summary>The positions of a source's dropped words, ascending.</summary>
    public static int[] Positions(IReadOnlyList<double?> evidence, double threshold) =>
        [.. Enumerable.Range(0, evidence.Count).Where(i => evidence[i] < threshold)];

    private static IEnumerable<IEnumerable<double>> Judged(IEnumerable<IEnumerable<double?>> evidence) =>
        evidence.Select(values => values.OfType<double>());
}
