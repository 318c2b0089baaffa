using Gmlm.Padir.Canvas;

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
    int Source, IReadOnlyList<int> Tokens, IReadOnlyList<float> LogProbabilities, double Score, int Iterations, bool FixedPoint,
    DecodingTrace? Trace)
{
    /// <summary>The cells of the canvas that the words were read from; null where there was none.</summary>
    public IReadOnlyList<int>? Cells { get; init; }

    /// <summary>The words of a candidate whose tokens are the cells of a canvas; a word's ln p is that of its surest cell.</summary>
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
/// <param name="Best">The one with the highest score; of equal ones the first.</param>
/// <param name="Candidates">All that were kept, in the order of lengths and inputs.</param>
/// <param name="Evaluations">
/// Rows times passes: how often the network was asked about a candidate, those that left after the first iteration included.
/// </param>
public sealed record DecodedSentence(DecodedCandidate Best, IReadOnlyList<DecodedCandidate> Candidates, int Evaluations)
{
    /// <summary>The sentences of these candidates, in the order of their sources.</summary>
    /// <param name="candidates">Those kept.</param>
    /// <param name="dropped">How many of a source's candidates left after the first iteration.</param>
    internal static IReadOnlyList<DecodedSentence> Of(IEnumerable<DecodedCandidate> candidates, Func<int, int> dropped) =>
    [
        .. candidates.GroupBy(candidate => candidate.Source).Select(group => new DecodedSentence(
            group.MaxBy(candidate => candidate.Score)!, [.. group], group.Sum(candidate => candidate.Iterations) + dropped(group.Key))),
    ];
}
