namespace Gmlm.Padir.Metrics;

/// <summary>The table t(y | x), with one cell for each source word and target word that occur in the same pair.</summary>
internal sealed class LexicalTable<T>
    where T : IEquatable<T>
{
    /// <summary>The index of the empty source word x_0.</summary>
    public const int None = 0;

    private const int Unknown = -1;

    private readonly Dictionary<T, int> _sources = [], _targets = [];
    private readonly Dictionary<(int Source, int Target), int> _cells = [];
    private readonly List<int> _seen = [0]; // number of pairs, by source word

    /// <summary>The number of source words, the empty word included.</summary>
    public int SourceWords => _seen.Count;

    /// <summary>Each cell with the index of its source word.</summary>
    public IEnumerable<(int Source, int Cell)> Cells => _cells.Select(item => (item.Key.Source, item.Value));

    /// <summary>t(y | x), by cell.</summary>
    public double[] Probabilities { get; set; } = [];

    public int Source(T word) => _sources.GetValueOrDefault(word, Unknown);

    public int Seen(T word) => Source(word) is >= 0 and var source ? _seen[source] : 0;

    public double Probability(int source, T target) =>
        _targets.TryGetValue(target, out var number) && _cells.TryGetValue((source, number), out var cell) ? Probabilities[cell] : 0;

    /// <summary>
    /// Adds a pair and returns its cells, (m, l + 1): for every target word the cell of the empty word, then those of the source's words.
    /// </summary>
    public int[] Add(IReadOnlyList<T> source, IReadOnlyList<T> target)
    {
        int[] from = [None, .. source.Select(word => Number(_sources, word, first: 1))];
        foreach (var word in from.Distinct())
        {
            while (_seen.Count <= word)
            {
                _seen.Add(0);
            }

            _seen[word]++;
        }

        return
        [
            .. target.Select(word => Number(_targets, word, first: 0))
                .SelectMany(into => from.Select(word => Number(_cells, (word, into), first: 0))),
        ];
    }

    private static int Number<TKey>(Dictionary<TKey, int> numbers, TKey key, int first)
        where TKey : notnull
    {
        if (!numbers.TryGetValue(key, out var number))
        {
            numbers[key] = number = numbers.Count + first;
        }

        return number;
    }
}
