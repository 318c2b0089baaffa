using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Report;

namespace Gmlm.Attack.Gate;

/// <summary>
/// Tampers with results, snapshots and checkouts, one thing at a time, and passes them to the real gate, the real rules of acceptance, and
/// the real command line. The quick part runs all attempts.
/// </summary>
internal sealed class GateAttack : IAttack
{
    /// <inheritdoc/>
    public string Name => "gate";

    /// <inheritdoc/>
    public string Description => "tampered results, snapshots and checkouts against comparison, acceptance and the command line";

    /// <inheritdoc/>
    public TimeSpan QuickTime => TimeSpan.FromSeconds(25);

    /// <inheritdoc/>
    public AttackOutcome Run(AttackContext context, CancellationToken cancellation)
    {
        using var checkouts = new CheckoutTries();
        RefuseFalseAlarms(checkouts);
        GateTry[] all = [.. InProcess(), .. checkouts.All()];
        return Judge(context.Sample is { } most ? [.. Spread(all, most)] : all, context.Say, cancellation);
    }

    /// <summary>The attempts that need no checkout.</summary>
    internal static IEnumerable<GateTry> InProcess() =>
    [
        .. ResultTries.All(), .. StrengthTries.All(), .. SkipTries.All(), .. SnapshotTries.All(), .. AcceptanceTries.All(),
    ];

    /// <summary>Makes the attempts, two in parallel, and counts those that were refused for the right reason.</summary>
    internal static AttackOutcome Judge(GateTry[] tries, Action<string> say, CancellationToken cancellation)
    {
        var progress = new Progress(tries.Length, say);
        var said = new string[tries.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = cancellation };
        Parallel.For(0, tries.Length, options, i =>
        {
            said[i] = Answer(tries[i]);
            lock (progress)
            {
                progress.Finished($"{tries[i].Group}: {tries[i].What}: {(IsCaught(tries[i], said[i]) ? "caught" : "LOST")}");
            }
        });
        return Score(tries, said);
    }

    // Checks first that untampered checkouts pass, since a gate that refuses everything would appear to catch everything.
    private static void RefuseFalseAlarms(CheckoutTries checkouts)
    {
        string[] all =
        [
            Sample.Verify(Sample.Snapshot, Sample.Result, requireAll: true), Sample.Accept(Sample.Result), checkouts.Untouched(),
        ];
        foreach (var said in all)
        {
            if (said.Length > 0)
            {
                throw UserError.Missing($"the gate refuses what nobody tampered with, so that its refusals say nothing: {said}");
            }
        }
    }

    private static string Answer(GateTry attempt)
    {
        try
        {
            return attempt.Ask();
        }
        catch (UserError error)
        {
            return error.Message;
        }
        catch (Exception error)
        {
            // An exception that is not a refusal counts as a failure of the gate.
            return $"an unexpected {error.GetType().Name}";
        }
    }

    private static bool IsCaught(GateTry attempt, string said) => said.Contains(attempt.Says, StringComparison.Ordinal);

    private static AttackOutcome Score(GateTry[] tries, string[] said)
    {
        var outcomes = tries.Zip(said, (attempt, answer) => (Try: attempt, Said: answer, IsCaught: IsCaught(attempt, answer))).ToArray();
        return new AttackOutcome(
            [
                .. outcomes.GroupBy(outcome => outcome.Try.Group)
                    .Select(group => (group.Key, Tried: group.Count(), Caught: group.Count(outcome => outcome.IsCaught)))
                    .Select(row => new AttackRow(row.Key, row.Tried, row.Caught, row.Tried - row.Caught, "")),
            ],
            [
                .. outcomes.Where(outcome => !outcome.IsCaught)
                    .Select(outcome => new Loss(outcome.Try.Group, Words(outcome.Try, outcome.Said), null)),
            ]);
    }

    private static string Words(GateTry attempt, string said) =>
        $"{attempt.What} ({(said.Length == 0 ? "it passed" : $"refused, but not for '{attempt.Says}': {said.ReplaceLineEndings(" ")}")})";

    private static IEnumerable<GateTry> Spread(GateTry[] all, int most) =>
        Enumerable.Range(0, Math.Min(most, all.Length)).Select(i => all[(int)((long)i * all.Length / Math.Min(most, all.Length))]);
}
