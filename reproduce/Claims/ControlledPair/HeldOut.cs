using Gmlm.Padir.ControlledPair;

namespace Gmlm.Reproduce.Claims.ControlledPair;

/// <summary>A source of the controlled pair that no model is trained on, with the exact distributions of its translations.</summary>
/// <param name="Source">The token ids of the source, without the end token.</param>
/// <param name="Target">One translation, drawn from p(target | source), so that its length is a draw from p(length | source).</param>
/// <param name="All">p(target | source).</param>
/// <param name="Given">p(target | source, length).</param>
internal sealed record HeldOut(int[] Source, IReadOnlyList<int> Target, TranslationDistribution All, FixedLengthTranslations Given)
{
    /// <summary>The seed of the dictionary, the pairs and the splits, as in the recipes.</summary>
    public const ulong PairSeed = 1;

    /// <summary>The number of words of the target.</summary>
    public int Length => Target.Count;

    /// <summary>The first pairs of the test split.</summary>
    public static HeldOut[] Take(ControlledGrammar grammar, int count)
    {
        var corpus = new PairCorpus(grammar, PairSeed);
        return [.. Enumerable.Range(0, count).AsParallel().AsOrdered().Select(i => Of(grammar, corpus.Pair(PairSplit.Test, i)))];
    }

    /// <summary>
    /// The sources of the first pairs of the test split, without the distributions of their translations, which take most of the time.
    /// </summary>
    public static int[][] Sources(int count)
    {
        var corpus = new PairCorpus(new ControlledGrammar(PairSeed), PairSeed);
        return [.. Enumerable.Range(0, count).AsParallel().AsOrdered().Select(i => corpus.Pair(PairSplit.Test, i).Source)];
    }

    /// <summary>The same source, with the teacher's translation as its only one.</summary>
    public HeldOut DistilledBy(IReadOnlyList<int> translation)
    {
        var single = TranslationDistribution.Of([translation]);
        return new HeldOut(Source, translation, single, single.GivenLength(translation.Count)!);
    }

    private static HeldOut Of(ControlledGrammar grammar, TokenPair pair)
    {
        var all = grammar.Translations(pair.Source);
        return new HeldOut(pair.Source, pair.Target, all, all.GivenLength(pair.Target.Length)!);
    }
}
