using System.Diagnostics;

namespace Gmlm.Attack.Mutations;

/// <summary>Runs test classes of a suite with one fault active (0: none), within a time limit.</summary>
internal delegate TestRun TestRunner(TestStage stage, int number, TimeSpan limit);

/// <summary>Runs the tests with one fault after another.</summary>
/// <param name="plan">Decides which tests run with a fault, and in which order.</param>
/// <param name="run">Runs the tests.</param>
/// <param name="state">The store of test durations and of the tests that caught each fault before.</param>
/// <param name="say">Receives each line of progress.</param>
internal sealed class Trial(TestPlan plan, TestRunner run, State state, Action<string> say)
{
    // The limit while the durations without a fault are unknown. The whole suite takes minutes.
    private static readonly TimeSpan WithoutFault = TimeSpan.FromHours(1);

    private readonly Baseline _baseline = new(stage => run(stage, 0, WithoutFault), state, say);

    /// <summary>
    /// Runs, without a fault, the tests that the given faults meet first; all tests if <paramref name="faults"/> is null.
    /// </summary>
    /// <exception cref="Gmlm.Reproduce.Harness.UserError">A test fails without a fault.</exception>
    public void Prepare(IReadOnlyList<KeyValuePair<int, Mutation>>? faults)
    {
        var stages = faults is null ? plan.All : [.. faults.SelectMany(fault => plan.Of(TestRound.Nearest, fault.Key, fault.Value))];
        foreach (var suite in stages.GroupBy(stage => stage.Suite))
        {
            _baseline.Require(new TestStage(suite.Key, [.. suite.SelectMany(stage => stage.Classes).Distinct()]));
        }
    }

    /// <summary>
    /// Activates a fault and runs the tests of a round until one notices it. Before the first round, the test that caught the fault last
    /// time runs.
    /// </summary>
    public FaultOutcome Try(int number, Mutation mutation, TestRound round)
    {
        var watch = Stopwatch.StartNew();
        var known = round == TestRound.Nearest && state.CaughtBefore(mutation) is { } test ? plan.ClassOf(test) : [];
        foreach (var stage in known.Concat(plan.Of(round, number, mutation)))
        {
            _baseline.Require(stage);
            var result = run(stage, number, _baseline.Limit(stage));
            if (result.End != TestEnd.Passed)
            {
                return new FaultOutcome(mutation.Key, result.End, result.FirstFailure, round, watch.Elapsed.TotalSeconds);
            }
        }

        return new FaultOutcome(mutation.Key, TestEnd.Passed, null, round, watch.Elapsed.TotalSeconds);
    }
}
