namespace Gmlm.Padir.Decoding;

/// <summary>What candidates of a source are compared by: Σ ln p, divided by the brevity penalty ((5 + length)/6)^α where α is set (Wu et al. 2016).</summary>
internal static class CandidateScore
{
    public static double Of(IReadOnlyList<float> logProbabilities, double? brevityAlpha)
    {
        var penalty = brevityAlpha is { } alpha ? Math.Pow((5.0 + logProbabilities.Count) / 6, alpha) : 1;
        return logProbabilities.Sum(value => (double)value) / penalty;
    }
}
