using Gmlm.Padir.Decoding;
using Gmlm.Padir.Metrics;

namespace Gmlm.Reproduce.Claims.Translation;

/// <summary>A system's translations of a test set.</summary>
/// <param name="Name">The name in metrics, for example <c>padir.s4</c>.</param>
/// <param name="Label">The label in tables.</param>
/// <param name="Texts">The translation of each source.</param>
/// <param name="Tokens">The translations as token ids, without the end token.</param>
/// <param name="Traces">The decoding trace of each source; empty for an autoregressive system.</param>
/// <param name="References">The human translations.</param>
internal sealed record SystemOutput(
    string Name,
    string Label,
    IReadOnlyList<string> Texts,
    IReadOnlyList<IReadOnlyList<int>> Tokens,
    IReadOnlyList<DecodingTrace> Traces,
    IReadOnlyList<string> References)
{
    /// <summary>BLEU, 13a, mixed case.</summary>
    public CorpusStatistics Bleu { get; } = new Bleu().Evaluate(Texts, References);

    /// <summary>chrF.</summary>
    public CorpusStatistics Chrf { get; } = new Chrf().Evaluate(Texts, References);

    /// <summary>BLEU's precisions, brevity penalty and lengths.</summary>
    public BleuBreakdown Breakdown => Padir.Metrics.Bleu.Explain(Bleu);
}
