namespace Gmlm.Padir.Metrics;

/// <summary>
/// Expectation maximisation of IBM Model 1. Expectation: y_j comes from x_i with probability t(y_j | x_i) / Σ_i′ t(y_j | x_i′), and the
/// sum of these over the corpus is the expected count c(y, x). Maximisation: t(y | x) = c(y, x) / Σ_y′ c(y′, x).
/// </summary>
internal sealed class LexicalTraining<T>
    where T : IEquatable<T>
{
    private readonly List<(int[] Cells, int Sources)> _pairs = []; // (m, l + 1)
    private readonly int[] _sourceOf; // by cell

    public LexicalTraining(IEnumerable<(IReadOnlyList<T> Source, IReadOnlyList<T> Target)> pairs)
    {
        foreach (var (source, target) in pairs.Where(pair => pair.Source.Count > 0 && pair.Target.Count > 0))
        {
            _pairs.Add((Table.Add(source, target), source.Count + 1));
        }

        if (_pairs.Count == 0)
        {
            throw new ArgumentException("there is no pair with words on both sides to learn from", nameof(pairs));
        }

        _sourceOf = [.. Table.Cells.OrderBy(item => item.Cell).Select(item => item.Source)];
        Table.Probabilities = new double[_sourceOf.Length];
        Array.Fill(Table.Probabilities, 1);
    }

    public LexicalTable<T> Table { get; } = new();

    /// <summary>Runs one iteration.</summary>
    public void Improve()
    {
        var counts = Expected();
        var totals = new double[Table.SourceWords];
        for (var cell = 0; cell < counts.Length; cell++)
        {
            totals[_sourceOf[cell]] += counts[cell];
        }

        for (var cell = 0; cell < counts.Length; cell++)
        {
            // All counts of a source word may underflow to 0. Its probabilities are then set to 0.
            counts[cell] = totals[_sourceOf[cell]] > 0 ? counts[cell] / totals[_sourceOf[cell]] : 0;
        }

        Table.Probabilities = counts;
    }

    private double[] Expected()
    {
        var (t, counts) = (Table.Probabilities, new double[_sourceOf.Length]);
        foreach (var (cells, width) in _pairs)
        {
            for (var row = 0; row < cells.Length; row += width)
            {
                var sum = 0.0;
                foreach (var cell in cells.AsSpan(row, width))
                {
                    sum += t[cell];
                }

                foreach (var cell in cells.AsSpan(row, width))
                {
                    counts[cell] += t[cell] / sum;
                }
            }
        }

        return counts;
    }
}
