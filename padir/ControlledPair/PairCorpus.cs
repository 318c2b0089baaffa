using Gmlm.Padir.Randomness;

namespace Gmlm.Padir.ControlledPair;

/// <summary>The three parts that a source can belong to, and it belongs to one.</summary>
public enum PairSplit
{
    /// <summary>Nine tenths of the sources.</summary>
    Train,

    /// <summary>A twentieth.</summary>
    Validation,

    /// <summary>A twentieth.</summary>
    Test,
}

/// <summary>
/// A corpus of pairs without end. Which split a source belongs to is a hash of its tokens, so the splits share no source however many pairs
/// are made. Pair i of a split is a function of (grammar, seed, split, i): any stretch can be made alone, in any order, on any thread. A
/// source may come again, with another translation, as often as its probability has it.
/// </summary>
/// <param name="grammar">The language pair.</param>
/// <param name="seed">Decides the pairs and the splits.</param>
public sealed class PairCorpus(ControlledGrammar grammar, ulong seed)
{
    private const ulong SplitFamily = 0x73706c6974;

    /// <summary>Which split a source belongs to.</summary>
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
    /// Pair number <paramref name="index"/>, from 0, of a split: a source from its probabilities within the split, and one of its
    /// translations.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A negative index.</exception>
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

    /// <summary>The pairs of a split from number <paramref name="start"/> on, without end; made when asked for.</summary>
    public IEnumerable<TokenPair> Pairs(PairSplit split, long start = 0)
    {
        for (var index = start; ; index++)
        {
            yield return Pair(split, index);
        }
    }
}
