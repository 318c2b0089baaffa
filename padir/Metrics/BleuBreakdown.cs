namespace Gmlm.Padir.Metrics;

/// <summary>BLEU and what it is made of.</summary>
/// <param name="Score">0 … 100, but for rounding.</param>
/// <param name="Precisions">p_1 … p_4 in per cent; 0 for all when nothing matches.</param>
/// <param name="BrevityPenalty">min(1, e^(1 − r/c)).</param>
/// <param name="HypothesisLength">c, in tokens.</param>
/// <param name="ReferenceLength">r, in tokens.</param>
public sealed record BleuBreakdown(double Score, IReadOnlyList<double> Precisions, double BrevityPenalty, long HypothesisLength, long ReferenceLength);
