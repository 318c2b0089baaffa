namespace Gmlm.Padir.Decoding;

/// <summary>The score by which the candidates of a source are compared: Σ ln p, divided by ((5 + length)/6)^α if α is set.</summary>
internal static class CandidateScore
{
    public static double Of(IReadOnlyList<float> logProbabilities, double? lengthAlpha) =>
        logProbabilities.Sum(value => (double)value) / LengthNormalisation.Of(logProbabilities.Count, lengthAlpha);
}
