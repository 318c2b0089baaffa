namespace Gmlm.Padir.Models;

/// <summary>
/// The vocabulary and the translation direction of a model. They tell apart models of equal size whose token ids have different meanings.
/// </summary>
/// <param name="Recipe">The recipe, which names vocabulary and direction.</param>
/// <param name="VocabularySha256">SHA-256 of the SentencePiece model; null for the controlled pair.</param>
public sealed record ModelIdentity(Recipe Recipe, string? VocabularySha256)
{
    /// <summary>The translation task: the direction, or the controlled pair with its seed, which determines the dictionary.</summary>
    public string Task => Recipe.IsControlled ? FormattableString.Invariant($"the controlled pair {Recipe.PairSeed}") : Recipe.Direction!;

    /// <summary>Says how another model's vocabulary differs; null if it is the same.</summary>
    public string? VocabularyUnlike(ModelIdentity other) =>
        (Recipe.IsControlled, VocabularySha256) == (other.Recipe.IsControlled, other.VocabularySha256)
            ? null
            : $"{Recipe.Name} has the vocabulary {Vocabulary}, {other.Recipe.Name} {other.Vocabulary}";

    /// <summary>Says how another model's vocabulary or direction differs; null if both are the same.</summary>
    public string? Unlike(ModelIdentity other) => VocabularyUnlike(other)
        ?? (Task == other.Task ? null : $"{Recipe.Name} translates {Task}, {other.Recipe.Name} {other.Task}");

    private string Vocabulary =>
        Recipe.IsControlled ? "of the controlled pair" : $"{Recipe.Vocabulary} (SHA-256 {VocabularySha256 ?? "unknown"})";
}
