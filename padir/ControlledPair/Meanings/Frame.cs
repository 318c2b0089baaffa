namespace Gmlm.Padir.ControlledPair;

/// <summary>How the place is said, if at all.</summary>
internal enum PlaceKind
{
    None,
    Bare,
    WithAdjective,
}

/// <summary>How the other clause's subject is said, if there is another clause.</summary>
internal enum OtherKind
{
    None,
    Pronoun,
    Bare,
    WithAdjective,
}

/// <summary>
/// Which optional parts a source has: the slots that are then filled independently. Its sources all have the same length, and the
/// translations of all of them are counted by multiplication.
/// </summary>
internal readonly record struct Frame(
    bool Vocative,
    bool Time,
    bool SubjectAdjective,
    bool Transitive,
    bool ObjectAdjective,
    PlaceKind Place,
    OtherKind Other,
    bool OtherTransitive,
    bool OtherObjectAdjective)
{
    /// <summary>Tokens of the source.</summary>
    public int SourceLength => One(Vocative) + One(Time) + NounPhrases + PlaceLength + Clauses + (Other == OtherKind.None ? 0 : 1);

    /// <summary>Tokens of the shortest translation a source of this frame can have: an auxiliary per clause is all that is added.</summary>
    public int ShortestTarget => SourceLength + Clauses;

    /// <summary>Tokens of the longest translation: verbs made of two words, and a resumptive word.</summary>
    public int LongestTarget => ShortestTarget + Clauses + (Other == OtherKind.None ? 0 : 1);

    /// <summary>The frame of a meaning.</summary>
    public static Frame Of(Meaning meaning)
    {
        var (main, other) = (meaning.Main, meaning.Other);
        return new Frame(
            meaning.Vocative is not null,
            meaning.Time is not null,
            main.Subject?.Adjective is not null,
            main.Verb.Transitive,
            main.Object?.Adjective is not null,
            main.Place is not { } place ? PlaceKind.None : place.Noun.Adjective is null ? PlaceKind.Bare : PlaceKind.WithAdjective,
            other is null
                ? OtherKind.None
                : other.Subject is not { } subject
                ? OtherKind.Pronoun
                : subject.Adjective is null ? OtherKind.Bare : OtherKind.WithAdjective,
            other?.Verb.Transitive ?? false,
            other?.Object?.Adjective is not null);
    }

    private int Clauses => Other == OtherKind.None ? 1 : 2;

    private int PlaceLength => Place switch { PlaceKind.None => 0, PlaceKind.Bare => 3, _ => 4 };

    private int NounPhrases =>
        2 + One(SubjectAdjective)
        + (Transitive ? 2 + One(ObjectAdjective) : 0)
        + Other switch { OtherKind.None => 0, OtherKind.Pronoun => 1, OtherKind.Bare => 2, _ => 3 }
        + (OtherTransitive ? 2 + One(OtherObjectAdjective) : 0);

    private static int One(bool present) => present ? 1 : 0;
}
