using Gmlm.Padir.Randomness;

namespace Gmlm.Padir.ControlledPair;

/// <summary>
/// The distribution of the choices, p(choices | source) = p(register) · p(order) · ∏ p(word | register). Since words depend on the
/// register, choices of words far apart are dependent.
/// </summary>
internal sealed class MeaningTranslator(Lexicon lexicon)
{
    /// <summary>The choices that a source leaves open, and the options of the others.</summary>
    public (Choices Open, Choices Given) Open(Meaning meaning)
    {
        var open = meaning.Vocative is null ? Choices.Formal : Choices.None;
        var given = meaning.Vocative == 0 ? Choices.Formal : Choices.None;
        if (meaning.Connective is { } connective && lexicon.Connectives[connective].MaySwap)
        {
            open |= Choices.OtherFirst;
        }

        foreach (var flag in Words)
        {
            open |= HasSecond(meaning, flag) ? flag : Choices.None;
        }

        return (open, given);
    }

    /// <summary>All the choices a source allows.</summary>
    public IEnumerable<Choices> All(Meaning meaning)
    {
        var (open, given) = Open(meaning);
        var subset = Choices.None;
        do
        {
            yield return subset | given;
            subset = (Choices)(((int)subset - (int)open) & (int)open); // the next subset of the open flags; none after the last
        }
        while (subset != Choices.None);
    }

    /// <summary>p(choices | source), for choices the source allows.</summary>
    public double Probability(Meaning meaning, Choices choices)
    {
        var formal = choices.HasFlag(Choices.Formal);
        var probability = meaning.Vocative is not null ? 1 : formal ? lexicon.FormalShare : 1 - lexicon.FormalShare;
        if (meaning.Connective is { } connective)
        {
            var last = lexicon.Connectives[connective].LastShare;
            probability *= choices.HasFlag(Choices.OtherFirst) ? 1 - last : last;
        }

        foreach (var flag in Words)
        {
            var first = FirstShare(meaning, flag, formal);
            probability *= choices.HasFlag(flag) ? 1 - first : first;
        }

        return probability;
    }

    /// <summary>Draws choices from their distribution.</summary>
    public Choices Sample(Meaning meaning, SplitMix64 random)
    {
        var formal = meaning.Vocative is { } vocative ? vocative == 0 : random.NextDouble() < lexicon.FormalShare;
        var choices = formal ? Choices.Formal : Choices.None;
        if (meaning.Connective is { } connective && random.NextDouble() >= lexicon.Connectives[connective].LastShare)
        {
            choices |= Choices.OtherFirst;
        }

        foreach (var flag in Words)
        {
            var first = FirstShare(meaning, flag, formal);
            choices |= first < 1 && random.NextDouble() >= first ? flag : Choices.None;
        }

        return choices;
    }

    private static readonly Choices[] Words =
    [
        Choices.MainSubject, Choices.MainObject, Choices.MainVerb, Choices.OtherSubject, Choices.OtherObject, Choices.OtherVerb,
    ];

    private bool HasSecond(Meaning meaning, Choices flag) => FirstShare(meaning, flag, false) < 1;

    private double FirstShare(Meaning meaning, Choices flag, bool formal) => flag switch
    {
        Choices.MainSubject => Animal(meaning.Main.Subject, formal),
        Choices.MainObject => Animal(meaning.Main.Object, formal),
        Choices.MainVerb => Verb(meaning.Main, formal),
        Choices.OtherSubject => Animal(meaning.Other?.Subject, formal),
        Choices.OtherObject => Animal(meaning.Other?.Object, formal),
        _ => Verb(meaning.Other, formal),
    };

    private double Animal(NounPhrase? phrase, bool formal) => phrase is { } noun ? lexicon.Animals[noun.Noun].FirstShare(formal) : 1;

    private double Verb(Clause? clause, bool formal) => clause is null
        ? 1
        : (clause.Verb.Transitive ? lexicon.Transitive : lexicon.Intransitive)[clause.Verb.Index].FirstShare(formal);
}
