namespace Gmlm.Padir.Metrics;

/// <summary>The sufficient statistics of one system's translations under one metric: one row of counts for each sentence.</summary>
public sealed class CorpusStatistics
{
    private readonly int[] _table; // (Sentences, Width)
    private readonly string _references;

    internal CorpusStatistics(TextMetric metric, int[] table, string references)
    {
        Metric = metric;
        _table = table;
        _references = references;
    }

    /// <summary>The metric that made the counts.</summary>
    public TextMetric Metric { get; }

    /// <summary>The number of sentences.</summary>
    public int Sentences => _table.Length / Metric.Width;

    /// <summary>sacreBLEU's signature of the score.</summary>
    public string Signature => Metric.Signature(_references);

    /// <summary>The corpus score, 0 … 100 up to rounding.</summary>
    public double Score() => Metric.Score(Sums());

    /// <summary>The score of each sentence. For BLEU the metric should use the effective order, see <see cref="Bleu"/>.</summary>
    public double[] SentenceScores() =>
        [.. Enumerable.Range(0, Sentences).Select(i => Metric.Score(Array.ConvertAll(Row(i).ToArray(), count => (long)count)))];

    internal ReadOnlySpan<int> Row(int sentence) => _table.AsSpan(sentence * Metric.Width, Metric.Width);

    internal long[] Sums()
    {
        var sums = new long[Metric.Width];
        for (var i = 0; i < Sentences; i++)
        {
            AddRow(i, sums);
        }

        return sums;
    }

    internal void AddRow(int sentence, Span<long> sums)
    {
        var row = Row(sentence);
        for (var k = 0; k < row.Length; k++)
        {
            sums[k] += row[k];
        }
    }
}
