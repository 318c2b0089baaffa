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
    /// An autoregressive model of the same vocabulary and direction that chooses among the candidates; null: they choose by their own scores.
    /// Stays the caller's.
    /// </summary>
    public TranslationModel? Rescorer { get; init; }

    /// <summary>The gold lengths in words, one per source, in place of the predictor's.</summary>
    public IReadOnlyList<int>? Lengths { get; init; }

    /// <summary>Of what is random.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Sources decoded together; each may have several candidates. The logits of more than a few sentences no longer fit in a processor's cache: 16 are half again as fast as 64.</summary>
    public int Batch { get; init; } = 16;

    /// <summary>Whether to keep what changed when.</summary>
    public bool Trace { get; init; }
}
