using Gmlm.Padir.Decoding;

namespace Gmlm.Padir.Models;

/// <summary>How a parallel model translates: the loop, and what comes behind it.</summary>
public sealed record ParallelSettings
{
    /// <summary>The decoding loop.</summary>
    public DecodingOptions Loop { get; init; } = new();

    /// <summary>k-Gibbs steps on every candidate after the loop; null: none.</summary>
    public KGibbsOptions? Refinement { get; init; }

    /// <summary>
    /// An autoregressive model of the same vocabulary and direction that chooses among the candidates; null: they choose by their own
    /// scores. Stays the caller's.
    /// </summary>
    public TranslationModel? Rescorer { get; init; }

    /// <summary>The gold lengths in words, one per source, in place of the predictor's.</summary>
    public IReadOnlyList<int>? Lengths { get; init; }

    /// <summary>
    /// The seed of all that is drawn. A sentence's draws are a function of the seed, its number in the whole input and the candidate, so
    /// that they depend neither on <see cref="Batch"/> nor on which sentences are translated beside it.
    /// </summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// The number of the first source in the whole input, where an input is translated in several calls; the others follow it.
    /// </summary>
    public long FirstSentence { get; init; }

    /// <summary>
    /// Sources decoded together; each may have several candidates. The logits of more than a few sentences no longer fit in a processor's
    /// cache: 16 are half again as fast as 64.
    /// </summary>
    public int Batch { get; init; } = 16;

    /// <summary>Whether to keep what changed when.</summary>
    public bool Trace { get; init; }
}
