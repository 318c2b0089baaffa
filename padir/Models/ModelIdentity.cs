namespace Gmlm.Padir.Models;

/// <summary>
/// What a model's tokens mean and what it does with them. Two models of equal sizes can differ in both: one's tokens are noise to the
/// other.
/// </summary>
/// <param name="Recipe">Names vocabulary and direction.</param>
/// <param name="VocabularySha256">Of the SentencePiece model; null for the controlled pair.</param>
public sealed record ModelIdentity(Recipe Recipe, string? VocabularySha256)
{
    /// <summary>From which language into which: the direction, or the controlled pair and its seed, which decides its dictionary.</summary>
    public string Task => Recipe.IsControlled ? FormattableString.Invariant($"the controlled pair {Recipe.PairSeed}") : Recipe.Direction!;

    /// <summary>How the other's vocabulary differs, in words; null where it is the same.</summary>
    public string? VocabularyUnlike(ModelIdentity other) =>
        (Recipe.IsControlled, VocabularySha256) == (other.Recipe.IsControlled, other.VocabularySha256)
            ? null
            : $"{Recipe.Name} has the vocabulary {Vocabulary}, {other.Recipe.Name} {other.Vocabulary}";

    /// <summary>How the other's vocabulary or direction differs, in words; null where both are the same.</summary>
    public string? Unlike(ModelIdentity other) => VocabularyUnlike(other)
        ?? (Task == other.Task ? null : $"{Recipe.Name} translates {Task}, {other.Recipe.Name} {other.Task}");

    private string Vocabulary =>
        Recipe.IsControlled ? "of the controlled pair" : $"{Recipe.Vocabulary} (SHA-256 {VocabularySha256 ?? "unknown"})";
}
