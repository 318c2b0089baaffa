using Gmlm.Padir.Decoding;

namespace Gmlm.Padir.Models;

/// <summary>The settings of translation with a parallel model: the decoding loop, and the steps after it.</summary>
public sealed record ParallelSettings
{
    /// <summary>The decoding loop.</summary>
    public DecodingOptions Loop { get; init; } = new();

    /// <summary>k-Gibbs refinement of every candidate after the loop; null for none.</summary>
    public KGibbsOptions? Refinement { get; init; }

    /// <summary>
    /// An autoregressive model of the same vocabulary and direction, whose scores decide among the candidates; null to use the candidates'
    /// own scores. The caller keeps it.
    /// </summary>
    public TranslationModel? Rescorer { get; init; }

    /// <summary>The gold lengths in words, one for each source; null to predict lengths.</summary>
    public IReadOnlyList<int>? Lengths { get; init; }

    /// <summary>
    /// The seed of all random draws. The draws for a sentence are a function of the seed, its number in the whole input and the candidate,
    /// and depend neither on <see cref="Batch"/> nor on the other sentences.
    /// </summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// The number of the first source in the whole input, for an input that is translated in several calls. The other sources have the
    /// following numbers.
    /// </summary>
    public long FirstSentence { get; init; }

    /// <summary>
    /// The number of sources decoded together, each with all its candidates. Since the logits of many sentences do not fit in a processor's
    /// cache, batches of 16 are 1.5 times as fast as batches of 64.
    /// </summary>
    public int Batch { get; init; } = 16;

    /// <summary>Whether to keep traces.</summary>
    public bool Trace { get; init; }
}
