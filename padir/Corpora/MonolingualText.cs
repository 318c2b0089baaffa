namespace Gmlm.Padir.Corpora;

/// <summary>The distinct sentences of one language, in the order of their files.</summary>
/// <param name="Corpus">The corpus's name.</param>
/// <param name="Language">A language code, for example "en".</param>
/// <param name="Sentences">The deduplicated sentences.</param>
/// <param name="Dropped">How many sentences reading and cleaning left out, by reason; empty if none.</param>
public sealed record MonolingualText(string Corpus, string Language, IReadOnlyList<string> Sentences, IReadOnlyList<Dropped> Dropped);
