using System.Diagnostics;
using Gmlm.Reproduce.Harness;

namespace Gmlm.Attack.Mutations;

/// <summary>
/// Puts small faults into the product, one at a time, and counts those that no test notices: the hand-written list of what a reviewer
/// fears, and
/// faults drawn over all files.
/// </summary>
internal sealed class MutationAttack : IAttack
{
    private const int DrawnInEachProject = 30;
    private const int QuickFaults = 16;

    /// <inheritdoc/>
    public string Name => "mutations";

    /// <inheritdoc/>
    public string Description => "small faults in the source, one at a time, against the tests";

    /// <inheritdoc/>
    public TimeSpan QuickTime => TimeSpan.FromSeconds(110);

    /// <inheritdoc/>
    public AttackOutcome Run(AttackContext context, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        using var quickly = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (context.Quick)
        {
            quickly.CancelAfter(QuickTime);
        }

        var scratch = context.Scratch(Name);
        var build = MutantBuild.Create(context.Root, FearedList.Load(context.Root), context.Quick ? 0 : DrawnInEachProject);
        context.Say($"{build.Mutations.Count} faults in one build ({watch.Elapsed.TotalSeconds:F0} s)");
        MutantFolder.WriteSources(build, Path.Combine(scratch, "source"));
        var copies = Path.Combine(scratch, "tests");
        var suites = MutantBuild.Projects.ToDictionary(name => name, name => TestSuite.Copy(context.Root, name, copies, build.Assemblies));
        var tests = suites.Values.AsParallel().SelectMany(TestReach.Of).OrderBy(test => test.Name, StringComparer.Ordinal).ToArray();
        context.Say($"{tests.Length} classes of tests ({watch.Elapsed.TotalSeconds:F0} s)");

        using var ground = new Ground(context.Root);
        TestRun Run(TestStage stage, int number, TimeSpan limit)
        {
            var result = TestRun.Execute(suites[stage.Suite], stage.Classes, number, limit, ground.Temporary, quickly.Token);
            ground.Clear();
            return result;
        }

        var state = new State(context.Root, scratch);
        var trial = new Trial(new TestPlan(tests), Run, state, context.Say);
        var outcomes = new List<(Mutation Mutation, FaultOutcome Outcome)>();
        var chosen = Chosen(build.Mutations, context.Quick ? QuickFaults : context.Sample ?? int.MaxValue);
        try
        {
            trial.Prepare(context.Quick || context.Sample is not null ? chosen : null);
            TryAll(context, trial, state, chosen, outcomes);
        }
        catch (OperationCanceledException) when (context.Quick && !cancellation.IsCancellationRequested)
        {
            if (outcomes.Count == 0)
            {
                throw UserError.Missing(
                    $"{Name}: not one fault was tried in the {QuickTime.TotalSeconds:F0} s of the quick part; try again when the machine is idle");
            }

            var left = chosen.Count - outcomes.Count;
            context.Say($"{left} of {chosen.Count} faults are left out: the quick part has {QuickTime.TotalSeconds:F0} s");
        }

        return Score.Of(outcomes, Explained.Load(context.Root));
    }

    // The quick part tries every fault again; otherwise one that was tried is not tried twice.
    private static void TryAll(
        AttackContext context,
        Trial trial,
        State state,
        IReadOnlyList<KeyValuePair<int, Mutation>> chosen,
        List<(Mutation Mutation, FaultOutcome Outcome)> outcomes)
    {
        var known = context.Quick ? [] : chosen.Where(entry => state.Find(entry.Value) is not null).ToArray();
        outcomes.AddRange(known.Select(entry => (entry.Value, state.Find(entry.Value)!)));
        var progress = new Progress(chosen.Count, outcomes.Count, context.Say);
        foreach (var (number, mutation) in chosen.Except(known))
        {
            var outcome = trial.Try(number, mutation, whole: !context.Quick);
            if (!context.Quick)
            {
                state.Add(outcome); // The quick part does not ask all tests, so that what it calls lost may not be.
            }

            outcomes.Add((mutation, outcome));
            progress.Finished($"{mutation.Words}: {Words(outcome)} ({outcome.Seconds:F0} s)");
        }
    }

    // In the order of the draw where only some are tried: the same ones every time, and with more of them these and others.
    private static IReadOnlyList<KeyValuePair<int, Mutation>> Chosen(IReadOnlyDictionary<int, Mutation> mutations, int most) =>
        most >= mutations.Count
            ? [.. mutations]
            : [.. mutations.OrderBy(entry => Drawing.Order(entry.Value.Key), StringComparer.Ordinal).Take(most)];

    private static string Words(FaultOutcome outcome) => outcome.End switch
    {
        TestEnd.Passed => "not noticed",
        TestEnd.TimedOut => "caught, the tests hang",
        TestEnd.Crashed => "caught, the tests crash",
        _ => $"caught by {outcome.By}",
    };
}
