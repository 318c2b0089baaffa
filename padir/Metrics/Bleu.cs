namespace Gmlm.Padir.Metrics;

/// <summary>
/// BLEU (Papineni et al. 2002) as sacreBLEU computes it. With c tokens in the hypotheses and r in the references,
/// <c>BLEU = min(1, e^(1 − r/c)) · exp(¼ Σ_{n ≤ 4} ln p_n)</c>, where p_n is the share of the hypotheses' n-grams that match. An n-gram
/// matches at most as often as it occurs in the reference that has it most often. Of several references, the one nearest in length counts
/// for r; of two equally near, the shorter one. The k-th order without a match is smoothed to p_n = 1 / (2^k · n-grams) (“exp”; NIST).
/// Without any match the score is 0.
/// </summary>
/// <param name="tokenizer">How sentences are split into tokens.</param>
/// <param name="lowercase">Whether case is ignored.</param>
/// <param name="effectiveOrder">Whether the mean is only over the orders that the hypotheses are long enough for, as scores of single
/// sentences need.</param>
public sealed class Bleu(
    BleuTokenizer tokenizer = BleuTokenizer.Mteval13a, bool lowercase = false, bool effectiveOrder = false) : TextMetric
{
    /// <summary>The length of the longest n-grams.</summary>
    public const int HighestOrder = 4;

    // The number of terms before the n-gram counts. The terms are hypothesis tokens, reference tokens, then matching and all n-grams for n
    // = 1 … 4.
    private const int Lengths = 2;

    /// <inheritdoc/>
    public override string Name => "BLEU";

    internal override int Width => Lengths + (2 * HighestOrder);

    /// <summary>The score with its components.</summary>
    /// <exception cref="ArgumentException">The statistics were made by another metric.</exception>
    public static BleuBreakdown Explain(CorpusStatistics statistics) => statistics.Metric is Bleu bleu
        ? bleu.Explain(statistics.Sums())
        : throw new ArgumentException($"these are statistics of {statistics.Metric.Name}, not of BLEU", nameof(statistics));

    internal override double Score(ReadOnlySpan<long> sums) => Explain(sums).Score;

    internal override void Count(string hypothesis, IReadOnlyList<string> references, Span<int> terms)
    {
        var counter = new NGramCounter();
        var tokens = Symbols(hypothesis, counter);
        var found = counter.Count(tokens, HighestOrder);
        var allowed = new Dictionary<int, int>[HighestOrder];
        var length = int.MaxValue;
        foreach (var reference in references)
        {
            var symbols = Symbols(reference, counter);
            var (distance, best) = (Math.Abs(symbols.Length - tokens.Length), Math.Abs((long)length - tokens.Length));
            length = distance < best || (distance == best && symbols.Length < length) ? symbols.Length : length;
            var counts = counter.Count(symbols, HighestOrder);
            for (var n = 0; n < HighestOrder; n++)
            {
                allowed[n] = allowed[n] is null ? counts[n] : Larger(allowed[n], counts[n]);
            }
        }

        (terms[0], terms[1]) = (tokens.Length, length);
        for (var n = 0; n < HighestOrder; n++)
        {
            terms[Lengths + n] = NGramCounter.Matches(found[n], allowed[n]);
            terms[Lengths + HighestOrder + n] = Math.Max(0, tokens.Length - n);
        }
    }

    internal override string Signature(string references) =>
        $"nrefs:{references}|case:{(lowercase ? "lc" : "mixed")}|eff:{(effectiveOrder ? "yes" : "no")}|tok:{tokenizer.Name()}"
        + $"|smooth:exp|version:{SacreBleuVersion}";

    private static Dictionary<int, int> Larger(Dictionary<int, int> one, Dictionary<int, int> other)
    {
        foreach (var (ngram, count) in other)
        {
            one[ngram] = Math.Max(count, one.GetValueOrDefault(ngram));
        }

        return one;
    }

    private int[] Symbols(string text, NGramCounter counter) =>
        counter.Symbols(tokenizer.Split(lowercase ? PythonText.ToLower(text) : text));

    private BleuBreakdown Explain(ReadOnlySpan<long> sums)
    {
        var (hypothesis, reference) = (sums[0], sums[1]);
        var matches = sums.Slice(Lengths, HighestOrder);
        var ngrams = sums.Slice(Lengths + HighestOrder, HighestOrder);
        var brevity = hypothesis >= reference ? 1 : hypothesis > 0 ? Math.Exp(1 - ((double)reference / hypothesis)) : 0;
        var precisions = new double[HighestOrder];
        if (!matches.ContainsAnyExcept(0L))
        {
            return new BleuBreakdown(0, precisions, brevity, hypothesis, reference);
        }

        var smoothing = 1.0;
        var logarithms = 0.0;
        var orders = 0;
        for (; orders < HighestOrder && ngrams[orders] > 0; orders++)
        {
            smoothing *= matches[orders] == 0 ? 2 : 1;
            precisions[orders] = matches[orders] == 0 ? 100 / (smoothing * ngrams[orders]) : 100.0 * matches[orders] / ngrams[orders];
            logarithms += Math.Log(precisions[orders]);
        }

        // Hypotheses too short for an order have precision 0 there. The geometric mean is then 0 too, unless the order is left out.
        var score = orders < HighestOrder && !effectiveOrder ? 0 : brevity * Math.Exp(logarithms / orders);
        return new BleuBreakdown(score, precisions, brevity, hypothesis, reference);
    }
}
