namespace Gmlm.Padir.Decoding;

/// <summary>
/// What candidates of a source are compared by: Σ ln p, divided by the brevity penalty ((5 + length)/6)^α where α is set (Wu et al. 2016).
/// </summary>
internal static class CandidateScore
{
    public static double Of(IReadOnlyList<float> logProbabilities, double? brevityAlpha) =>
        logProbabilities.Sum(value => (double)value) / BrevityPenalty.Of(logProbabilities.Count, brevityAlpha);
}
