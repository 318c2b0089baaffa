using Gmlm.Padir.Randomness;

namespace Gmlm.Padir.ControlledPair;

/// <summary>The splits of the corpus; every source belongs to one of them.</summary>
public enum PairSplit
{
    /// <summary>About 90 % of the sources.</summary>
    Train,

    /// <summary>A twentieth.</summary>
    Validation,

    /// <summary>A twentieth.</summary>
    Test,
}

/// <summary>
/// An unlimited corpus of pairs. A hash of its tokens determines the split of a source, so that splits never share a source. Pair i of a
/// split is a function of grammar, seed, split and i, so that pairs can be made in any order and on any thread. A source may occur
/// repeatedly, with different translations, according to its probability.
/// </summary>
/// <param name="grammar">The language pair.</param>
/// <param name="seed">Determines the pairs and the splits.</param>
public sealed class PairCorpus(ControlledGrammar grammar, ulong seed)
{
    private const ulong SplitFamily = 0x73706c6974;

    /// <summary>Returns the split of a source.</summary>
    public PairSplit SplitOf(ReadOnlySpan<int> source)
    {
        var hash = SplitMix64.Mix(seed, SplitFamily);
        foreach (var token in source)
        {
            hash = SplitMix64.Mix(hash, (ulong)token);
        }

        return (hash % 20) switch { 0 => PairSplit.Test, 1 => PairSplit.Validation, _ => PairSplit.Train };
    }

    /// <summary>
    /// Returns pair <paramref name="index"/> of a split, from 0: a source drawn from the distribution within the split, and one of
    /// its translations.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative.</exception>
    public TokenPair Pair(PairSplit split, long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        var random = SplitMix64.ForItem(seed, (ulong)split, index);
        Span<int> buffer = stackalloc int[ControlledGrammar.LongestSentence];
        while (true)
        {
            var meaning = grammar.SampleMeaning(random);
            var source = buffer[..grammar.WriteSource(meaning, buffer)];
            if (SplitOf(source) == split)
            {
                return new TokenPair(source.ToArray(), grammar.SampleTarget(meaning, random));
            }
        }
    }

    /// <summary>
    /// Enumerates the pairs of a split from number <paramref name="start"/> on. The enumeration does not end; pairs are made one by one.
    /// </summary>
    public IEnumerable<TokenPair> Pairs(PairSplit split, long start = 0)
    {
        for (var index = start; ; index++)
        {
            yield return Pair(split, index);
        }
    }
}
