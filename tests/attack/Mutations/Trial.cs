using System.Diagnostics;

namespace Gmlm.Attack.Mutations;

/// <summary>Runs some classes of a suite with the fault of a number switched on (0: none), for at most a time.</summary>
internal delegate TestRun TestRunner(TestStage stage, int number, TimeSpan limit);

/// <summary>Lets one fault after another meet the tests.</summary>
/// <param name="plan">Which tests a fault meets, in which order.</param>
/// <param name="run">Runs them.</param>
/// <param name="state">Keeps how long tests take, and knows what caught a fault before.</param>
/// <param name="say">Takes a line of progress.</param>
internal sealed class Trial(TestPlan plan, TestRunner run, State state, Action<string> say)
{
    // Nobody knows yet how long the tests take without a fault; the whole suite takes minutes.
    private static readonly TimeSpan WithoutFault = TimeSpan.FromHours(1);

    private readonly Baseline _baseline = new(stage => run(stage, 0, WithoutFault), state, say);

    /// <summary>Runs the tests that the given faults meet first without any fault; where none are given, all tests.</summary>
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
    /// Switches a fault on and runs the tests of a round until one notices it; before the first round, those that noticed it last time.
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
