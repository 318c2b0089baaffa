namespace Gmlm.Padir.ControlledPair;

/// <summary>An animal or a place: "these lazy geese". Numbers are places in the word lists; no adjective: null.</summary>
internal readonly record struct NounPhrase(int Determiner, bool Plural, int? Adjective, int Noun);

/// <summary>Where it happens: "behind a big wall". Its noun is a place.</summary>
internal readonly record struct PlacePhrase(int Preposition, NounPhrase Noun);

/// <summary>A verb: its kind and its number among that kind.</summary>
internal readonly record struct VerbMeaning(bool Transitive, int Index);

/// <summary>
/// A clause. No subject: the pronoun that stands for the main clause's subject. An object if and only if the verb is transitive.
/// </summary>
internal sealed record Clause(NounPhrase? Subject, VerbMeaning Verb, NounPhrase? Object, PlacePhrase? Place);

/// <summary>
/// What a source says, one to one with its tokens: "[vocative] [time] main clause [connective other clause]". The tense is the sentence's.
/// </summary>
internal sealed record Meaning(int? Vocative, int? Time, bool Past, Clause Main, int? Connective, Clause? Other)
{
    /// <summary>The grammatical number of a clause's subject; a pronoun has that of what it stands for.</summary>
    public bool SubjectIsPlural(Clause clause) => (clause.Subject ?? Main.Subject!.Value).Plural;
}
