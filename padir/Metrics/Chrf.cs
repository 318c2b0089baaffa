namespace Gmlm.Padir.Metrics;

/// <summary>
/// chrF and chrF++ (Popović 2015, 2017) as sacreBLEU computes them: <c>chrF = 100 · (1 + β²) P R / (β² P + R)</c> with β = 2. P and R are
/// the means of the precisions and recalls of the n-gram orders: characters without white space up to order 6, and for chrF++ also words up
/// to order 2. The means are over the orders that hypotheses and references are both long enough for. Of several references, the one with
/// the best score of the sentence counts.
/// </summary>
/// <param name="wordOrder">The length of the longest word n-grams: 0 for chrF, 2 for chrF++.</param>
/// <param name="lowercase">Whether case is ignored.</param>
public sealed class Chrf(int wordOrder = 0, bool lowercase = false) : TextMetric
{
    /// <summary>The length of the longest character n-grams.</summary>
    public const int CharacterOrder = 6;

    /// <summary>The length of the longest word n-grams of chrF++.</summary>
    public const int PlusPlusOrder = 2;

    private const int Beta = 2;
    private const string Punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    private readonly int _wordOrder = wordOrder >= 0
        ? wordOrder
        : throw new ArgumentOutOfRangeException(nameof(wordOrder), wordOrder, "must not be negative");

    /// <inheritdoc/>
    public override string Name => $"chrF{Beta}{new string('+', _wordOrder)}";

    // For each order: the n-grams of the hypothesis, those of the reference, and the matches.
    internal override int Width => 3 * (CharacterOrder + _wordOrder);

    internal override double Score(ReadOnlySpan<long> sums)
    {
        var (precision, recall) = (0.0, 0.0);
        var orders = 0;
        for (var k = 0; k < sums.Length; k += 3)
        {
            var (hypothesis, reference, matches) = (sums[k], sums[k + 1], sums[k + 2]);
            if (hypothesis > 0 && reference > 0)
            {
                precision += (double)matches / hypothesis;
                recall += (double)matches / reference;
                orders++;
            }
        }

        if (precision + recall == 0)
        {
            return 0;
        }

        (precision, recall) = (precision / orders, recall / orders);
        return 100 * (1 + (Beta * Beta)) * precision * recall / ((Beta * Beta * precision) + recall);
    }

    internal override void Count(string hypothesis, IReadOnlyList<string> references, Span<int> terms)
    {
        var counter = new NGramCounter();
        var found = NGrams(hypothesis, counter);
        Span<int> candidate = stackalloc int[Width];
        var sums = new long[Width];
        var best = double.NegativeInfinity;
        foreach (var reference in references)
        {
            Compare(found, NGrams(reference, counter), candidate);
            for (var k = 0; k < Width; k++)
            {
                sums[k] = candidate[k];
            }

            if (Score(sums) is var score && score > best)
            {
                best = score;
                candidate.CopyTo(terms);
            }
        }
    }

    internal override string Signature(string references) =>
        $"nrefs:{references}|case:{(lowercase ? "lc" : "mixed")}|eff:yes|nc:{CharacterOrder}|nw:{_wordOrder}|space:no"
        + $"|version:{SacreBleuVersion}";

    /// <summary>
    /// The words of chrF++: one ASCII punctuation mark is split off the end of a word, or off its beginning if the end has none.
    /// </summary>
    internal static IEnumerable<string> Words(string text) => PythonText.Split(text).SelectMany(word => word switch
    {
        { Length: 1 } => (string[])[word],
        _ when Punctuation.Contains(word[^1]) => [word[..^1], word[^1..]],
        _ when Punctuation.Contains(word[0]) => [word[..1], word[1..]],
        _ => [word],
    });

    private static void Compare(Dictionary<int, int>[] found, Dictionary<int, int>[] wanted, Span<int> terms)
    {
        for (var order = 0; order < found.Length; order++)
        {
            // If the reference is too short for an order, the order is left out for this sentence and adds nothing to the corpus counts.
            terms[3 * order] = wanted[order].Count > 0 ? found[order].Values.Sum() : 0;
            terms[(3 * order) + 1] = wanted[order].Values.Sum();
            terms[(3 * order) + 2] = NGramCounter.Matches(found[order], wanted[order]);
        }
    }

    // Returns the character orders, then the word orders. n-grams are compared within one order only, so both can share one counter.
    private Dictionary<int, int>[] NGrams(string text, NGramCounter counter)
    {
        text = lowercase ? PythonText.ToLower(text) : text;
        var characters = counter.Count([.. BleuTokenizers.Characters(text).Select(rune => rune.Value)], CharacterOrder);
        return _wordOrder == 0 ? characters : [.. characters, .. counter.Count(counter.Symbols([.. Words(text)]), _wordOrder)];
    }
}
