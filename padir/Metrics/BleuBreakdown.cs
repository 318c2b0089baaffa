namespace Gmlm.Padir.Metrics;

/// <summary>A BLEU score with its components.</summary>
/// <param name="Score">The score, 0 … 100 up to rounding.</param>
/// <param name="Precisions">p_1 … p_4 in percent; all 0 when nothing matches.</param>
/// <param name="BrevityPenalty">min(1, e^(1 − r/c)).</param>
/// <param name="HypothesisLength">c, the number of hypothesis tokens.</param>
/// <param name="ReferenceLength">r, the number of reference tokens.</param>
public sealed record BleuBreakdown(
    double Score, IReadOnlyList<double> Precisions, double BrevityPenalty, long HypothesisLength, long ReferenceLength);
