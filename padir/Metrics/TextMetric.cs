namespace Gmlm.Padir.Metrics;

/// <summary>
/// A corpus metric that is a function of sums over sentences. A corpus, one sentence and a bootstrap resample are therefore scored in the
/// same way, and resampling adds counts without reading the texts again.
/// </summary>
public abstract class TextMetric
{
    /// <summary>The version of sacreBLEU that the scores are equal to; every signature ends with it.</summary>
    public const string SacreBleuVersion = "2.6.0";

    /// <summary>The metric's name as sacreBLEU prints it.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// Whether an empty text among the references is a reference without words, as on sacreBLEU's command line. Otherwise, which is the
    /// default, it means that the set has no reference for the sentence, as None does in sacreBLEU's library.
    /// </summary>
    public bool CountsEmptyReferences { get; init; }

    /// <summary>The number of sums that a score is computed from.</summary>
    internal abstract int Width { get; }

    /// <summary>Evaluates a corpus.</summary>
    /// <param name="hypotheses">One text per sentence; an empty text is an empty translation.</param>
    /// <param name="references">
    /// One or more sets of references, each as long as <paramref name="hypotheses"/>; <see cref="CountsEmptyReferences"/> decides what an
    /// empty text means.
    /// </param>
    /// <exception cref="ArgumentException">There are no sentences or no references, the sets differ in length, or a sentence has no
    /// reference.</exception>
    public CorpusStatistics Evaluate(IReadOnlyList<string> hypotheses, params IReadOnlyList<IReadOnlyList<string>> references)
    {
        if (hypotheses.Count == 0 || references.Count == 0)
        {
            throw new ArgumentException(
                hypotheses.Count == 0 ? "there are no sentences to score" : "there are no references to score against");
        }

        if (references.FirstOrDefault(set => set.Count != hypotheses.Count) is { } other)
        {
            throw new ArgumentException($"{hypotheses.Count} hypotheses do not go with {other.Count} references");
        }

        var table = new int[hypotheses.Count * Width];
        var fewest = int.MaxValue;
        var most = 0;
        for (var i = 0; i < hypotheses.Count; i++)
        {
            string[] present = [.. references.Select(set => set[i]).Where(text => CountsEmptyReferences || text.Length > 0)];
            if (present.Length == 0)
            {
                throw new ArgumentException($"sentence {i + 1} has no reference");
            }

            fewest = Math.Min(fewest, present.Length);
            most = Math.Max(most, present.Length);
            Count(hypotheses[i], present, table.AsSpan(i * Width, Width));
        }

        return new CorpusStatistics(this, table, fewest == most ? $"{most}" : "var");
    }

    /// <summary>The score of one sentence or of a corpus from its sums; 0 … 100 up to rounding.</summary>
    internal abstract double Score(ReadOnlySpan<long> sums);

    /// <summary>Fills in the terms that one sentence adds to the sums. There is at least one reference.</summary>
    internal abstract void Count(string hypothesis, IReadOnlyList<string> references, Span<int> terms);

    /// <summary>The signature in sacreBLEU's format: every setting that the score depends on.</summary>
    internal abstract string Signature(string references);
}
