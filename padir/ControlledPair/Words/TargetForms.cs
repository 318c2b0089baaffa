namespace Gmlm.Padir.ControlledPair;

/// <summary>
/// The ids of target words that agree with other words, indexed by the features in which they agree; plural, past and formal are 1, their
/// opposites 0.
/// </summary>
internal sealed class TargetForms
{
    private static readonly int[] Either = [0, 1];

    public TargetForms(PairVocabulary vocabulary, Lexicon lexicon)
    {
        Adjectives = new int[lexicon.AdjectiveStems.Count, 3, 2];
        Resumptive = vocabulary.Id(WordLists.Resumptive);
        foreach (var gender in Enum.GetValues<Gender>())
        {
            foreach (var plural in Either)
            {
                Agree(vocabulary, lexicon, gender, plural);
            }
        }

        foreach (var (auxiliaryClass, past) in Either.SelectMany(_ => Either, (a, b) => (a, b)))
        {
            foreach (var (plural, formal) in Either.SelectMany(_ => Either, (a, b) => (a, b)))
            {
                Auxiliaries[auxiliaryClass, past, plural, formal] = vocabulary.Id(
                    Morphology.Auxiliary(auxiliaryClass, past == 1, plural == 1, formal == 1));
            }
        }
    }

    /// <summary>By word, gender, plural, case.</summary>
    public int[,,,] Determiners { get; } = new int[3, 3, 2, 3];

    /// <summary>By meaning, gender, plural.</summary>
    public int[,,] Adjectives { get; }

    /// <summary>By gender, plural.</summary>
    public int[,] Pronouns { get; } = new int[3, 2];

    /// <summary>By class, past, plural, formal.</summary>
    public int[,,,] Auxiliaries { get; } = new int[2, 2, 2, 2];

    /// <summary>The resumptive word, which refers back to a clause that comes first.</summary>
    public int Resumptive { get; }

    private void Agree(PairVocabulary vocabulary, Lexicon lexicon, Gender gender, int plural)
    {
        var g = (int)gender;
        Pronouns[g, plural] = vocabulary.Id(Morphology.Adjective(WordLists.PronounStem, gender, plural == 1));
        for (var i = 0; i < lexicon.AdjectiveStems.Count; i++)
        {
            Adjectives[i, g, plural] = vocabulary.Id(Morphology.Adjective(lexicon.AdjectiveStems[i], gender, plural == 1));
        }

        for (var i = 0; i < WordLists.DeterminerStems.Length; i++)
        {
            foreach (var @case in Enum.GetValues<GrammaticalCase>())
            {
                Determiners[i, g, plural, (int)@case] = vocabulary.Id(
                    Morphology.Determiner(WordLists.DeterminerStems[i], gender, plural == 1, @case));
            }
        }
    }
}
