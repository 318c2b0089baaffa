namespace Gmlm.Padir.ControlledPair;

/// <summary>
/// The ids of source words by part of speech: nouns, determiners and the pronoun as (singular, plural), verbs as (singular, plural, past).
/// </summary>
internal sealed class SourceWords
{
    /// <summary>The index of the past among a verb's forms.</summary>
    public const int Past = 2;

    public SourceWords(PairVocabulary vocabulary)
    {
        (Vocatives, Times, Adjectives) = (Ids(WordLists.Vocatives), Ids(WordLists.Times), Ids(WordLists.Adjectives));
        (Prepositions, Connectives) = (Ids(WordLists.Prepositions), Ids(WordLists.Connectives));
        Pronoun = Pair(WordLists.Pronoun);
        Determiners = [.. WordLists.Determiners.Select(Pair)];
        Animals = [.. WordLists.Animals.Select(Pair)];
        Places = [.. WordLists.Places.Select(Pair)];
        Transitive = [.. WordLists.Transitive.Select(Verb)];
        Intransitive = [.. WordLists.Intransitive.Select(Verb)];

        int[] Ids(string[] words) => [.. words.Select(vocabulary.Id)];
        int[] Pair((string Singular, string Plural) forms) => [vocabulary.Id(forms.Singular), vocabulary.Id(forms.Plural)];
        int[] Verb(EnglishVerb verb) => [vocabulary.Id(verb.Singular), vocabulary.Id(verb.Plural), vocabulary.Id(verb.Past)];
    }

    public int[] Vocatives { get; }

    public int[] Times { get; }

    public int[] Adjectives { get; }

    public int[] Prepositions { get; }

    public int[] Connectives { get; }

    public int[] Pronoun { get; }

    public int[][] Determiners { get; }

    public int[][] Animals { get; }

    public int[][] Places { get; }

    public int[][] Transitive { get; }

    public int[][] Intransitive { get; }

    public int[][] Verbs(bool transitive) => transitive ? Transitive : Intransitive;
}
