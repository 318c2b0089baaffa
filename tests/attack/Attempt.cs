using Gmlm.Reproduce.Report;

namespace Gmlm.Attack;

/// <summary>An attempt to break the product.</summary>
/// <param name="Row">The row of the table in which it is counted.</param>
/// <param name="Key">A unique description, precise enough to repeat the attempt.</param>
/// <param name="Try">Makes the attempt and returns what broke; null if nothing did.</param>
internal sealed record Attempt(string Row, string Key, Func<CancellationToken, string?> Try);

/// <summary>The outcome of an attempt.</summary>
/// <param name="Key">The attempt's key.</param>
/// <param name="Broke">What broke; null if nothing did.</param>
internal sealed record AttemptOutcome(string Key, string? Broke);

/// <summary>Makes attempts one after another, and counts those that broke something.</summary>
/// <param name="attempts">The attempts, in the order of the table's rows.</param>
/// <param name="say">Receives each line of progress.</param>
internal sealed class AttemptSeries(IReadOnlyList<Attempt> attempts, Action<string> say)
{
    private readonly Dictionary<string, string?> _outcomes = [];

    /// <summary>Makes every attempt that is not finished yet.</summary>
    /// <param name="finished">The store of finished attempts; null makes every attempt and stores nothing.</param>
    /// <param name="cancellation">Cancels the series; finished attempts are kept.</param>
    public void Run(FinishedLines<AttemptOutcome>? finished, CancellationToken cancellation)
    {
        foreach (var outcome in finished?.Before ?? [])
        {
            _outcomes[outcome.Key] = outcome.Broke;
        }

        Attempt[] open = [.. attempts.Where(attempt => !_outcomes.ContainsKey(attempt.Key))];
        var progress = new Progress(open.Length, say);
        foreach (var attempt in open)
        {
            cancellation.ThrowIfCancellationRequested();
            var outcome = new AttemptOutcome(attempt.Key, Broke(attempt, cancellation));
            _outcomes[outcome.Key] = outcome.Broke;
            finished?.Add(outcome);
            progress.Finished($"{attempt.Key}: {outcome.Broke ?? "held"}");
        }
    }

    /// <summary>The table of the attempts made so far.</summary>
    public AttackOutcome Outcome()
    {
        var made = attempts.Where(attempt => _outcomes.ContainsKey(attempt.Key)).ToArray();
        var lost = made.Where(attempt => _outcomes[attempt.Key] is not null).ToArray();
        return new AttackOutcome(
            [
                .. made.GroupBy(attempt => attempt.Row)
                    .Select(row => (Name: row.Key, Tried: row.Count(), Lost: lost.Count(attempt => attempt.Row == row.Key)))
                    .Select(row => new AttackRow(row.Name, row.Tried, row.Tried - row.Lost, row.Lost, "")),
            ],
            [.. lost.Select(attempt => new Loss(attempt.Row, $"{attempt.Key}: {_outcomes[attempt.Key]}", null))]);
    }

    private static string? Broke(Attempt attempt, CancellationToken cancellation)
    {
        try
        {
            return attempt.Try(cancellation);
        }
        catch (TimeoutException error)
        {
            return error.Message;
        }
    }
}
