using Gmlm.Padir.ControlledPair;
using Gmlm.Padir.Randomness;

namespace Gmlm.Padir.Tests.ControlledPair;

/// <summary>Grammars, samples and statistics for the tests of the controlled pair.</summary>
internal static class Grammars
{
    /// <summary>The grammar of seed 1.</summary>
    public static ControlledGrammar One { get; } = new(1);

    /// <summary>Samples sources of a grammar.</summary>
    public static IEnumerable<int[]> Sources(ControlledGrammar grammar, ulong seed, int count)
    {
        var random = new SplitMix64(seed);
        return Enumerable.Range(0, count).Select(_ => grammar.Source(grammar.SampleMeaning(random)));
    }

    /// <summary>The most probable length of a source's translations; of equally probable ones the shortest.</summary>
    public static int LikeliestLength(ControlledGrammar grammar, int[] source) =>
        grammar.Translations(source).Lengths.MaxBy(item => item.Value).Key;

    /// <summary>For each length, the distribution over the translations of a source that have this length.</summary>
    public static IEnumerable<FixedLengthTranslations> ByLength(TranslationDistribution translations) =>
        translations.Lengths.Keys.Select(length => translations.GivenLength(length)!);

    public static int Hamming(IReadOnlyList<int> a, IReadOnlyList<int> b) => a.Zip(b).Count(pair => pair.First != pair.Second);

    /// <summary>
    /// Pearson's χ² of counts against probabilities, with cells of expected count below 5 merged, and the limit that χ² exceeds with
    /// probability 10⁻⁶ (Wilson and Hilferty's normal approximation, 4.753 standard deviations).
    /// </summary>
    public static (double Statistic, double Limit) ChiSquare(IEnumerable<(double Probability, int Count)> cells, int draws)
    {
        var all = cells.ToList();
        var cellsLeft = all.Where(cell => cell.Probability * draws >= 5).ToList();
        var rest = all.Where(cell => cell.Probability * draws < 5).ToList();
        if (rest.Count > 0)
        {
            cellsLeft.Add((rest.Sum(cell => cell.Probability), rest.Sum(cell => cell.Count)));
        }

        var statistic = cellsLeft.Sum(cell => Math.Pow(cell.Count - cell.Probability * draws, 2) / (cell.Probability * draws));
        var freedom = cellsLeft.Count - 1;
        var spread = 2.0 / (9 * freedom);
        return (statistic, freedom * Math.Pow(1 - spread + 4.753 * Math.Sqrt(spread), 3));
    }

    /// <summary>
    /// Every meaning of a frame with one word per slot: a main clause without object and, if <paramref name="other"/> is set, a second one
    /// with a pronoun.
    /// </summary>
    public static IEnumerable<Meaning> Small(bool adjective, bool other) =>
        from determiner in Enumerable.Range(0, WordLists.Determiners.Length)
        from plural in new[] { false, true }
        from quality in adjective ? Enumerable.Range(0, WordLists.Adjectives.Length).Select(i => (int?)i) : [null]
        from noun in Enumerable.Range(0, WordLists.Animals.Length)
        from verb in Enumerable.Range(0, WordLists.Intransitive.Length)
        from past in new[] { false, true }
        from connective in other ? Enumerable.Range(0, WordLists.Connectives.Length).Select(i => (int?)i) : [null]
        from otherVerb in other ? Enumerable.Range(0, WordLists.Intransitive.Length) : [0]
        from time in other ? [null] : Enumerable.Range(0, WordLists.Times.Length).Select(i => (int?)i)
        select new Meaning(
            null,
            time,
            past,
            new Clause(new NounPhrase(determiner, plural, quality, noun), new VerbMeaning(false, verb), null, null),
            connective,
            other ? new Clause(null, new VerbMeaning(false, otherVerb), null, null) : null);
}
