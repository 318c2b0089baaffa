using Gmlm.Padir.Canvas;

namespace Gmlm.Padir.Decoding;

/// <summary>A source and a candidate length of its translation.</summary>
/// <param name="Source">The index of the source.</param>
/// <param name="Length">The number of words of the target, without the end token; at least 1.</param>
public readonly record struct Candidate(int Source, int Length);

/// <summary>A decoded candidate.</summary>
/// <param name="Source">The index of the source.</param>
/// <param name="Tokens">The words, without end token.</param>
/// <param name="LogProbabilities">ln p of the last token that the model wrote at each position.</param>
/// <param name="Score">The sum of the log-probabilities, divided by ((5 + length)/6)^α if α is set.</param>
/// <param name="Iterations">The number of network evaluations of the candidate.</param>
/// <param name="FixedPoint">Whether decoding ended early, at a fixed point.</param>
/// <param name="Trace">The iterations; null unless a trace was requested.</param>
public sealed record DecodedCandidate(
    int Source, IReadOnlyList<int> Tokens, IReadOnlyList<float> LogProbabilities, double Score, int Iterations, bool FixedPoint,
    DecodingTrace? Trace)
{
    /// <summary>The cells of the canvas that the words were read from; null without a canvas.</summary>
    public IReadOnlyList<int>? Cells { get; init; }

    /// <summary>
    /// Reads the words of a candidate whose tokens are the cells of a canvas. ln p of a word is that of its most probable cell.
    /// </summary>
    internal DecodedCandidate Read(int blank)
    {
        var words = CanvasCells.Words([.. Tokens], blank);
        return this with
        {
            Tokens = [.. words.Select(word => word.Id)],
            LogProbabilities = [.. words.Select(word => word.Largest(LogProbabilities))],
            Cells = Tokens,
        };
    }
}

/// <summary>The candidates of one source.</summary>
/// <param name="Best">The candidate with the highest score; of equal ones the first.</param>
/// <param name="Candidates">All candidates that were kept, in the order of lengths and inputs.</param>
/// <param name="Evaluations">The network evaluations of all candidates together, including those dropped after the first iteration.</param>
public sealed record DecodedSentence(DecodedCandidate Best, IReadOnlyList<DecodedCandidate> Candidates, int Evaluations)
{
    /// <summary>Groups candidates into sentences, in the order of their sources.</summary>
    /// <param name="candidates">The candidates that were kept.</param>
    /// <param name="dropped">The number of a source's candidates that were dropped after the first iteration.</param>
    internal static IReadOnlyList<DecodedSentence> Of(IEnumerable<DecodedCandidate> candidates, Func<int, int> dropped) =>
    [
        .. candidates.GroupBy(candidate => candidate.Source).Select(group => new DecodedSentence(
            group.MaxBy(candidate => candidate.Score)!, [.. group], group.Sum(candidate => candidate.Iterations) + dropped(group.Key))),
    ];
}
