namespace Gmlm.Padir.Corpora;

/// <summary>Distinct sentences of one language, in the order of their files.</summary>
/// <param name="Corpus">The corpus's name.</param>
/// <param name="Language">For example "en".</param>
/// <param name="Sentences">Each once.</param>
/// <param name="Dropped">What reading and cleaning left out, and why; empty where nothing was.</param>
public sealed record MonolingualText(string Corpus, string Language, IReadOnlyList<string> Sentences, IReadOnlyList<Dropped> Dropped);
