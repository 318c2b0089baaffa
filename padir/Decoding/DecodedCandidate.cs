namespace Gmlm.Padir.Decoding;

/// <summary>A source and a length to translate it with.</summary>
/// <param name="Source">Which source.</param>
/// <param name="Length">Words of the target, without its end; at least 1.</param>
public readonly record struct Candidate(int Source, int Length);

/// <summary>What decoding made of a candidate.</summary>
/// <param name="Source">Which source.</param>
/// <param name="Tokens">The words, without end.</param>
/// <param name="LogProbabilities">ln p of what the model last wrote at each position.</param>
/// <param name="Score">Their sum, divided by the brevity penalty ((5 + length)/6)^α where α is set.</param>
/// <param name="Iterations">How often the model was asked about it.</param>
/// <param name="FixedPoint">Whether it left the batch because nothing changed any more.</param>
/// <param name="Trace">What changed when, if asked for.</param>
public sealed record DecodedCandidate(
    int Source, IReadOnlyList<int> Tokens, IReadOnlyList<float> LogProbabilities, double Score, int Iterations, bool FixedPoint, DecodingTrace? Trace);

/// <summary>The candidates of one source.</summary>
/// <param name="Best">The one with the highest score; of equal ones the first.</param>
/// <param name="Candidates">All, in the order of lengths and inputs.</param>
public sealed record DecodedSentence(DecodedCandidate Best, IReadOnlyList<DecodedCandidate> Candidates)
{
    /// <summary>The sentences of these candidates, in the order of their sources.</summary>
    internal static IReadOnlyList<DecodedSentence> Of(IEnumerable<DecodedCandidate> candidates) =>
        [.. candidates.GroupBy(candidate => candidate.Source).Select(group => new DecodedSentence(group.MaxBy(candidate => candidate.Score)!, [.. group]))];
}
