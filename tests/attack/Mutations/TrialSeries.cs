using Tried = (Gmlm.Attack.Mutations.Mutation Mutation, Gmlm.Attack.Mutations.FaultOutcome Outcome);

namespace Gmlm.Attack.Mutations;

/// <summary>Runs the tests with all faults, round by round; faults whose outcome is stored are not tried again.</summary>
/// <param name="trial">Tries one fault.</param>
/// <param name="faults">The faults with their numbers.</param>
/// <param name="state">The store of outcomes; null tries every fault again and stores nothing.</param>
/// <param name="say">Receives each line of progress.</param>
internal sealed class TrialSeries(Trial trial, IReadOnlyList<KeyValuePair<int, Mutation>> faults, State? state, Action<string> say)
{
    private readonly Dictionary<int, FaultOutcome> _outcomes = faults
        .Select(fault => (fault.Key, Outcome: state?.Find(fault.Value)))
        .Where(entry => entry.Outcome is not null)
        .ToDictionary(entry => entry.Key, entry => entry.Outcome!);

    /// <summary>Runs all rounds up to and including <paramref name="last"/>.</summary>
    public void Run(TestRound last)
    {
        foreach (var round in Enum.GetValues<TestRound>().Where(round => round <= last))
        {
            var open = faults.Where(fault => _outcomes.GetValueOrDefault(fault.Key)?.IsDecided(round) != true).ToArray();
            if (open.Length > 0)
            {
                say($"{open.Length} faults against {Words(round)}");
            }

            var progress = new Progress(open.Length, say);
            foreach (var (number, mutation) in open)
            {
                var outcome = trial.Try(number, mutation, round);
                _outcomes[number] = outcome;
                state?.Add(outcome);
                progress.Finished($"{mutation.Words}: {Words(outcome)} ({outcome.Seconds:F0} s)");
            }
        }
    }

    /// <summary>The faults that were caught, or with which every test up to a round has run.</summary>
    public IReadOnlyList<Tried> Decided(TestRound last) =>
    [
        .. faults.Where(fault => _outcomes.GetValueOrDefault(fault.Key)?.IsDecided(last) == true)
            .Select(fault => (fault.Value, _outcomes[fault.Key])),
    ];

    private static string Words(TestRound round) => round switch
    {
        TestRound.Nearest => "the nearest tests that reach them",
        TestRound.Reaching => "the other tests that reach them",
        _ => "all other tests",
    };

    private static string Words(FaultOutcome outcome) => outcome.End switch
    {
        TestEnd.Passed => "not noticed",
        TestEnd.TimedOut => "caught, the tests hang",
        TestEnd.Crashed => "caught, the tests crash",
        _ => $"caught by {outcome.By}",
    };
}
