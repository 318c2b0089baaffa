using Gmlm.Padir.Randomness;

using static Gmlm.Padir.ControlledPair.WordLists;

namespace Gmlm.Padir.ControlledPair;

/// <summary>A target noun: its two forms and the gender that its determiner, adjective and pronoun take.</summary>
internal sealed record NounLemma(int Singular, int Plural, Gender Gender);

/// <summary>
/// A target verb: its two registers, the word before it if it is made of two, the case of its object, and its auxiliary's class.
/// </summary>
internal sealed record VerbLemma(int Plain, int Formal, int? Preverb, GrammaticalCase ObjectCase, int AuxiliaryClass);

/// <summary>
/// The one or two target words of a meaning, and the probability of the first in each register, which is 1 without a second.
/// </summary>
internal sealed record Entry<TLemma>(TLemma First, TLemma? Second, double FirstIfPlain, double FirstIfFormal)
    where TLemma : class
{
    public TLemma Lemma(bool second) => second ? Second! : First;

    public double FirstShare(bool formal) => formal ? FirstIfFormal : FirstIfPlain;
}

/// <summary>
/// Whether a clause with this connective may come first, whether it then needs the resumptive word, and the probability that it comes last.
/// </summary>
internal sealed record ConnectiveEntry(int Word, bool MaySwap, bool Resumptive, double LastShare);

/// <summary>
/// The bilingual dictionary of a seed: the stems of all meanings, genders, cases and auxiliaries, the meanings that have two words, and all
/// probabilities. The number of meanings with two words is the same for all seeds. Two words for one noun differ in gender; two one-word
/// verbs differ in the case of their object or, without object, in their auxiliary.
/// </summary>
internal sealed class Lexicon
{
    /// <summary>The number of animals with two words, of 24 in all. Places have one word.</summary>
    public const int DoubleAnimals = 16;

    /// <summary>The number of verbs with two words of equal length, of 10 with object or of 8 without.</summary>
    public static int DoubleVerbs(bool transitive) => transitive ? 4 : 3;

    /// <summary>The number of verbs whose second translation has two words, of 10 with object or of 8 without.</summary>
    public static int LightVerbs(bool transitive) => transitive ? 3 : 2;

    private Lexicon(PairVocabulary vocabulary, SplitMix64 random)
    {
        var nouns = new Queue<string>(random.Shuffled(NounStems));
        var verbs = new Queue<string>(random.Shuffled(VerbStems));
        var preverbs = new Queue<string>(random.Shuffled(Preverbs));

        Animals = DealNouns(vocabulary, random, nouns, WordLists.Animals.Length, DoubleAnimals);
        Places = DealNouns(vocabulary, random, nouns, WordLists.Places.Length, 0);
        Transitive = DealVerbs(vocabulary, random, verbs, preverbs, true);
        Intransitive = DealVerbs(vocabulary, random, verbs, preverbs, false);
        AdjectiveStems = random.Shuffled(WordLists.AdjectiveStems);
        Times = Ids(random.Shuffled(TargetTimes));
        Postpositions = Ids(random.Shuffled(WordLists.Postpositions));
        Vocatives = Ids(TargetVocatives);
        var connectives = Ids(random.Shuffled(TargetConnectives));
        Connectives =
        [
            .. connectives.Select((word, i) => new ConnectiveEntry(word, i < 4, i is 2 or 3, i < 4 ? Percent(random, 55, 75) : 1)),
        ];
        FormalShare = Percent(random, 30, 45);

        int[] Ids(IEnumerable<string> words) => [.. words.Select(vocabulary.Id)];
    }

    public IReadOnlyList<Entry<NounLemma>> Animals { get; }

    public IReadOnlyList<Entry<NounLemma>> Places { get; }

    public IReadOnlyList<Entry<VerbLemma>> Transitive { get; }

    public IReadOnlyList<Entry<VerbLemma>> Intransitive { get; }

    public IReadOnlyList<string> AdjectiveStems { get; }

    public IReadOnlyList<int> Times { get; }

    public IReadOnlyList<int> Postpositions { get; }

    public IReadOnlyList<int> Vocatives { get; }

    public IReadOnlyList<ConnectiveEntry> Connectives { get; }

    /// <summary>The probability of the formal register if the source leaves it open.</summary>
    public double FormalShare { get; }

    public static Lexicon Deal(PairVocabulary vocabulary, ulong seed) => new(vocabulary, new SplitMix64(seed));

    private static Entry<NounLemma>[] DealNouns(PairVocabulary vocabulary, SplitMix64 random, Queue<string> stems, int count, int doubled)
    {
        var hasTwo = random.Shuffled(Enumerable.Range(0, count).Select(i => i < doubled));
        return [.. hasTwo.Select(two =>
        {
            var genders = random.Shuffled(Enum.GetValues<Gender>());
            return Entry(random, Lemma(genders[0]), two ? Lemma(genders[1]) : null);
        })];

        NounLemma Lemma(Gender gender)
        {
            var stem = stems.Dequeue();
            return new NounLemma(vocabulary.Id(stem), vocabulary.Id(Morphology.Noun(stem, true)), gender);
        }
    }

    private static Entry<VerbLemma>[] DealVerbs(
        PairVocabulary vocabulary, SplitMix64 random, Queue<string> stems, Queue<string> preverbs, bool transitive)
    {
        var count = (transitive ? WordLists.Transitive : WordLists.Intransitive).Length;
        var (doubled, light) = (DoubleVerbs(transitive), LightVerbs(transitive));
        var kinds = random.Shuffled(Enumerable.Range(0, count));
        return [.. kinds.Select(kind =>
        {
            int firstCase = random.Next(2), firstClass = random.Next(2);
            var first = Lemma(stems.Dequeue(), null, firstCase, firstClass);
            var second = kind < doubled ? Lemma(stems.Dequeue(), null, 1 - firstCase, transitive ? random.Next(2) : 1 - firstClass)
                : kind < doubled + light ? Lemma(LightVerbStem, vocabulary.Id(preverbs.Dequeue()), 1, random.Next(2))
                : null;
            return Entry(random, first, second);
        })];

        VerbLemma Lemma(string stem, int? preverb, int dative, int auxiliaryClass) => new(
            vocabulary.Id(Morphology.Verb(stem, false)),
            vocabulary.Id(Morphology.Verb(stem, true)),
            preverb,
            dative == 1 ? GrammaticalCase.Dative : GrammaticalCase.Accusative,
            auxiliaryClass);
    }

    // The first word is likelier in the plain register, the second in the formal one. This makes the choices of words dependent.
    private static Entry<TLemma> Entry<TLemma>(SplitMix64 random, TLemma first, TLemma? second)
        where TLemma : class
    {
        double plain = Percent(random, 60, 85), formal = Percent(random, 25, 45);
        return second is null ? new(first, null, 1, 1) : new(first, second, plain, formal);
    }

    private static double Percent(SplitMix64 random, int low, int high) => (low + random.Next(high - low + 1)) / 100.0;
}
