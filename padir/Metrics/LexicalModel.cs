namespace Gmlm.Padir.Metrics;

/// <summary>
/// IBM Model 1 (Brown et al. 1993): every target word y_j comes from one source word or from none (x_0), all l + 1 of them equally likely,
/// p(y | x) = ∏_j 1/(l + 1) Σ_{i = 0 … l} t(y_j | x_i). Which words translate which, without their order.
/// </summary>
/// <typeparam name="T">A word: text or an id.</typeparam>
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

    /// <summary>t(target | source); 0 for words never seen together.</summary>
    public double Probability(T source, T target) => _table.Probability(_table.Source(source), target);

    /// <summary>t(target | no source word).</summary>
    public double ProbabilityOfNone(T target) => _table.Probability(LexicalTable<T>.None, target);

    /// <summary>ln p(target | source); −∞ where a target word was never seen with any of the source's words, nor in training at all.</summary>
    public double LogProbability(IReadOnlyList<T> source, IReadOnlyList<T> target) =>
        target.Sum(word => Math.Log((ProbabilityOfNone(word) + source.Sum(from => Probability(from, word))) / (source.Count + 1)));

    /// <summary>In how many training pairs the source has the word.</summary>
    public int Seen(T source) => _table.Seen(source);

    /// <summary>
    /// How much a target bears out each source word: max_j t(y_j | x_i) / max_y t(y | x_i), in [0, 1]; 1 where the target has the likeliest translation of the word, 0 where it
    /// has none. So words of many translations are judged by the same measure as words of one.
    /// </summary>
    /// <param name="source">x.</param>
    /// <param name="target">y, a reference or an output.</param>
    /// <param name="leastSeen">Words that fewer training pairs have are not judged: null.</param>
    /// <param name="isContent">Which words are judged; all unless given.</param>
    public double?[] Evidence(IReadOnlyList<T> source, IReadOnlyList<T> target, int leastSeen = 5, Func<T, bool>? isContent = null) =>
        [.. source.Select(word => Seen(word) >= Math.Max(1, leastSeen) && isContent?.Invoke(word) != false
            ? target.Select(into => Probability(word, into)).DefaultIfEmpty(0).Max() / _likeliest[_table.Source(word)]
            : (double?)null)];
}

/// <summary>Trains and helps <see cref="LexicalModel{T}"/>.</summary>
public static class LexicalModel
{
    /// <summary>Trains on a parallel corpus by expectation maximisation, from equal probabilities; ln p is concave in t, so no local optimum is in the way.</summary>
    /// <param name="pairs">Sentences in words; a pair with an empty side teaches nothing. 4 bytes of memory per pair of words in it: (l + 1)·m.</param>
    /// <param name="iterations">Usually 5.</param>
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

    /// <summary>Whether text is a word and not punctuation: it has a letter or a digit.</summary>
    public static bool IsWord(string text) => text.Any(char.IsLetterOrDigit);
}
