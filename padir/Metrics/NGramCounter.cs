using System.Runtime.InteropServices;

namespace Gmlm.Padir.Metrics;

/// <summary>
/// Counts the n-grams of sequences that are compared with one another. An n-gram gets its number from the pair (number of its first n−1
/// symbols, last symbol). Two n-grams have the same number exactly if they are equal, and no n-gram is built or hashed as a whole.
/// </summary>
internal sealed class NGramCounter
{
    private const int Nothing = -1;
    private readonly Dictionary<(int Prefix, int Last), int> _numbers = [];
    private readonly Dictionary<string, int> _words = [];

    /// <summary>The numbers of words, as symbols.</summary>
    public int[] Symbols(IReadOnlyList<string> words)
    {
        var symbols = new int[words.Count];
        for (var i = 0; i < symbols.Length; i++)
        {
            symbols[i] = Number(_words, words[i]);
        }

        return symbols;
    }

    /// <summary>
    /// Counts the n-grams for n = 1 … <paramref name="highestOrder"/>; element n − 1 maps the number of each n-gram to its count.
    /// </summary>
    public Dictionary<int, int>[] Count(ReadOnlySpan<int> symbols, int highestOrder)
    {
        var counts = new Dictionary<int, int>[highestOrder];
        var startingAt = new int[symbols.Length];
        Array.Fill(startingAt, Nothing);
        for (var order = 1; order <= highestOrder; order++)
        {
            var count = counts[order - 1] = [];
            for (var i = 0; i + order <= symbols.Length; i++)
            {
                startingAt[i] = Number(_numbers, (startingAt[i], symbols[i + order - 1]));
                CollectionsMarshal.GetValueRefOrAddDefault(count, startingAt[i], out _)++;
            }
        }

        return counts;
    }

    /// <summary>The number of matching n-grams, Σ min(count in one, count in the other).</summary>
    public static int Matches(Dictionary<int, int> some, Dictionary<int, int> others) =>
        some.Sum(entry => Math.Min(entry.Value, others.GetValueOrDefault(entry.Key)));

    private static int Number<T>(Dictionary<T, int> numbers, T key)
        where T : notnull
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, key, out var known);
        return number = known ? number : numbers.Count - 1;
    }
}
