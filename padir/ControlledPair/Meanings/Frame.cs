namespace Gmlm.Padir.ControlledPair;

/// <summary>Whether a source has a place, and whether the place has an adjective.</summary>
internal enum PlaceKind
{
    None,
    Bare,
    WithAdjective,
}

/// <summary>Whether a source has a second clause, and the form of its subject.</summary>
internal enum OtherKind
{
    None,
    Pronoun,
    Bare,
    WithAdjective,
}

/// <summary>
/// The optional parts of a source, which determine its slots. Slots are filled independently, and all sources of a frame have the
/// same length.
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
    /// <summary>The number of tokens of the source.</summary>
    public int SourceLength => One(Vocative) + One(Time) + NounPhrases + PlaceLength + Clauses + (Other == OtherKind.None ? 0 : 1);

    /// <summary>
    /// The number of tokens of the shortest translation of a source of this frame, which adds one auxiliary for each clause.
    /// </summary>
    public int ShortestTarget => SourceLength + Clauses;

    /// <summary>The number of tokens of the longest translation, which also has two-word verbs and a resumptive word.</summary>
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
