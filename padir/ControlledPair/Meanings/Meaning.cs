namespace Gmlm.Padir.ControlledPair;

/// <summary>
/// An animal or a place, for example "these lazy geese". The numbers are indices into the word lists; null means no adjective.
/// </summary>
internal readonly record struct NounPhrase(int Determiner, bool Plural, int? Adjective, int Noun);

/// <summary>The place of a clause, for example "behind a big wall". Its noun is a place.</summary>
internal readonly record struct PlacePhrase(int Preposition, NounPhrase Noun);

/// <summary>A verb: its kind and its index among the verbs of that kind.</summary>
internal readonly record struct VerbMeaning(bool Transitive, int Index);

/// <summary>
/// A clause. A null subject means a pronoun for the main clause's subject. There is an object if and only if the verb is transitive.
/// </summary>
internal sealed record Clause(NounPhrase? Subject, VerbMeaning Verb, NounPhrase? Object, PlacePhrase? Place);

/// <summary>
/// The meaning of a source, which determines its tokens and is determined by them: "[vocative] [time] main clause [connective other
/// clause]". All clauses have the same tense.
/// </summary>
internal sealed record Meaning(int? Vocative, int? Time, bool Past, Clause Main, int? Connective, Clause? Other)
{
    /// <summary>Whether the subject of a clause is plural; a pronoun has the number of the noun that it stands for.</summary>
    public bool SubjectIsPlural(Clause clause) => (clause.Subject ?? Main.Subject!.Value).Plural;
}
