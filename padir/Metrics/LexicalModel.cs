namespace Gmlm.Padir.Metrics;

/// <summary>
/// IBM Model 1 (Brown et al. 1993), a model of which words translate which, without word order. Every target word y_j comes from one of l
/// source words or from the empty word x_0, all l + 1 equally likely: p(y | x) = ∏_j 1/(l + 1) Σ_{i = 0 … l} t(y_j | x_i).
/// </summary>
/// <typeparam name="T">The type of a word: text or an id.</typeparam>
public sealed class LexicalModel<T>
    where T : IEquatable<T>
{
    private readonly LexicalTable<T> _table;
    private readonly double[] _likeliest; // max_y t(y | x)

    internal LexicalModel(LexicalTable<T> table)
    {
        _table = table;
        _likeliest = new double[table.SourceWords];
        foreach (var (source, cell) in table.Cells)
        {
            _likeliest[source] = Math.Max(_likeliest[source], table.Probabilities[cell]);
        }
    }

    /// <summary>t(target | source); 0 for words that never occur in the same training pair.</summary>
    public double Probability(T source, T target) => _table.Probability(_table.Source(source), target);

    /// <summary>t(target | x_0), the probability under the empty word.</summary>
    internal double ProbabilityOfNone(T target) => _table.Probability(LexicalTable<T>.None, target);

    /// <summary>The number of training pairs whose source has the word.</summary>
    public int Seen(T source) => _table.Seen(source);

    /// <summary>
    /// How strongly a target supports each source word: max_j t(y_j | x_i) / max_y t(y | x_i), in [0, 1]. It is 1 where the target has the
    /// word's likeliest translation and 0 where it has no translation of the word. The division makes words with many translations
    /// comparable to words with one.
    /// </summary>
    /// <param name="source">x.</param>
    /// <param name="target">y, a reference or an output.</param>
    /// <param name="leastSeen">Words in fewer training pairs are not evaluated: their value is null.</param>
    /// <param name="isContent">Whether a word is evaluated; null evaluates all words.</param>
    public double?[] Evidence(IReadOnlyList<T> source, IReadOnlyList<T> target, int leastSeen = 5, Func<T, bool>? isContent = null) =>
        [.. source.Select(word => Seen(word) >= Math.Max(1, leastSeen) && isContent?.Invoke(word) != false
            ? target.Select(into => Probability(word, into)).DefaultIfEmpty(0).Max() / _likeliest[_table.Source(word)]
            : (double?)null)];
}

/// <summary>Trains a <see cref="LexicalModel{T}"/>.</summary>
public static class LexicalModel
{
    /// <summary>
    /// Trains on a parallel corpus by expectation maximisation, from equal probabilities. ln p is concave in t, so there is no local
    /// optimum to be trapped in.
    /// </summary>
    /// <param name="pairs">Sentences as words; pairs with an empty side are ignored. Training keeps 4 bytes for each of a pair's (l + 1)·m
    /// word pairs.</param>
    /// <param name="iterations">The number of EM iterations, usually 5.</param>
    /// <exception cref="ArgumentException">No pair has words on both sides.</exception>
    public static LexicalModel<T> Train<T>(IEnumerable<(IReadOnlyList<T> Source, IReadOnlyList<T> Target)> pairs, int iterations = 5)
        where T : IEquatable<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(iterations, 1);
        var training = new LexicalTraining<T>(pairs);
        for (var iteration = 0; iteration < iterations; iteration++)
        {
            training.Improve();
        }

        return new LexicalModel<T>(training.Table);
    }

    /// <summary>Whether a token is a word and not punctuation: it has a letter or a digit.</summary>
    public static bool IsWord(string text) => text.Any(char.IsLetterOrDigit);
}
