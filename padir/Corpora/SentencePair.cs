namespace Gmlm.Padir.Corpora;

/// <summary>A sentence and one translation of it.</summary>
public readonly record struct SentencePair(string Source, string Target)
{
    /// <summary>The pair with source and target swapped.</summary>
    public SentencePair Reverse() => new(Target, Source);
}
