using static Gmlm.Padir.ControlledPair.WordLists;

namespace Gmlm.Padir.ControlledPair;

/// <summary>Every word form of both languages, in the order of their ids.</summary>
internal static class WordForms
{
    private static readonly bool[] Either = [false, true];

    public static PairVocabulary Vocabulary() => new(Source(), Target());

    private static IEnumerable<string> Source() =>
    [
        .. Vocatives, .. Times, .. Determiners.SelectMany(Both), .. Adjectives, .. Animals.SelectMany(Both), .. Places.SelectMany(Both),
        .. Transitive.Concat(Intransitive).SelectMany(verb => new[] { verb.Plural, verb.Singular, verb.Past }),
        .. Prepositions, .. Connectives, .. Both(Pronoun),
    ];

    private static IEnumerable<string> Target() =>
    [
        .. TargetVocatives, .. TargetTimes,
        .. from stem in DeterminerStems from gender in Enum.GetValues<Gender>() from plural in Either
        from @case in Enum.GetValues<GrammaticalCase>()
           select Morphology.Determiner(stem, gender, plural, @case),
        .. from stem in AdjectiveStems.Append(PronounStem) from gender in Enum.GetValues<Gender>() from plural in Either
           select Morphology.Adjective(stem, gender, plural),
        .. from stem in NounStems from plural in Either select Morphology.Noun(stem, plural),
        .. Preverbs,
        .. from stem in VerbStems.Append(LightVerbStem) from formal in Either select Morphology.Verb(stem, formal),
        .. from auxiliaryClass in Enumerable.Range(0, 2) from past in Either from plural in Either from formal in Either
           select Morphology.Auxiliary(auxiliaryClass, past, plural, formal),
        .. Postpositions, .. TargetConnectives, Resumptive,
    ];

    private static string[] Both((string Singular, string Plural) forms) => [forms.Singular, forms.Plural];
}
