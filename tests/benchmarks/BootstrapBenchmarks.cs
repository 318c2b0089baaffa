using BenchmarkDotNet.Attributes;
using Gmlm.Padir.Metrics;

namespace Gmlm.Benchmarks;

/// <summary>The paired bootstrap of chrF++ over 1,000 sentences with 1,000 resamples.</summary>
public class BootstrapBenchmarks
{
    private const int Sentences = 1000;

    private readonly CorpusStatistics _system;
    private readonly CorpusStatistics _baseline;

    /// <summary>Makes sentences of twelve words. Only the counts of their n-grams matter for the measurement.</summary>
    public BootstrapBenchmarks()
    {
        static string Sentence(int i, int variant) => string.Join(' ', Enumerable.Range(0, 12).Select(w => $"word{(i + (w * (variant + 3))) % 97}"));
        string[] references = [.. Enumerable.Range(0, Sentences).Select(i => Sentence(i, 0))];
        var metric = new Chrf(Chrf.PlusPlusOrder);
        _system = metric.Evaluate([.. Enumerable.Range(0, Sentences).Select(i => Sentence(i, i % 3))], references);
        _baseline = metric.Evaluate([.. Enumerable.Range(0, Sentences).Select(i => Sentence(i, i % 2))], references);
    }

    /// <summary>Scores both systems on the same draws.</summary>
    [Benchmark(Description = "paired bootstrap (1,000 x 1,000)")]
    [TargetRate(1, "tests")]
    public object Compare() => Bootstrap.Compare(_system, _baseline, new Random(1));
}
