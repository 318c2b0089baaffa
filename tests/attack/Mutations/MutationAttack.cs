using System.Diagnostics;
using Gmlm.Reproduce.Harness;

namespace Gmlm.Attack.Mutations;

/// <summary>
/// Puts small faults into the product, one at a time, and counts those that no test notices. The faults are a hand-written list of those
/// that a reviewer fears, and faults drawn from all files.
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
        var build = Build(context);
        var chosen = Chosen(build.Mutations, context);
        context.Say($"{build.Mutations.Count} faults in one build ({watch.Elapsed.TotalSeconds:F0} s)");
        MutantFolder.WriteSources(build, Path.Combine(scratch, "source"));
        var copies = Path.Combine(scratch, "tests");
        var suites = MutantBuild.Projects.ToDictionary(name => name, name => TestSuite.Copy(context.Root, name, copies, build.Assemblies));
        var product = suites["reproduce"];
        TestClass[] tests =
        [
            .. suites.Values.AsParallel().SelectMany(TestReach.Of).OrderBy(test => test.Name, StringComparer.Ordinal),
            .. TestReach.OfExperiments(product, Registry.Discover().Experiments),
        ];
        context.Say($"{tests.Length} test classes and experiments ({watch.Elapsed.TotalSeconds:F0} s)");

        using var ground = new Ground(context.Root);
        TestRun Run(TestStage stage, int number, TimeSpan limit)
        {
            var result = stage.Suite == SmokeRun.Suite
                ? SmokeRun.Execute(product, stage.Classes, number, limit, ground.Temporary, quickly.Token)
                : TestRun.Execute(suites[stage.Suite], stage.Classes, number, limit, ground.Temporary, quickly.Token);
            ground.Clear();
            return result;
        }

        var state = new State(context.Root, scratch);
        var trial = new Trial(new TestPlan(tests), Run, state, context.Say);
        var series = new TrialSeries(trial, chosen, context.Quick || context.Faults.Count > 0 ? null : state, context.Say);
        try
        {
            // The quick part has no time for all tests without a fault: each fault's tests run without it just before they run with it.
            if (!context.Quick)
            {
                trial.Prepare(chosen.Count < build.Mutations.Count ? chosen : null);
            }

            series.Run(context.Quick ? TestRound.Reaching : TestRound.Rest);
        }
        catch (OperationCanceledException) when (context.Quick && !cancellation.IsCancellationRequested)
        {
            context.Say($"the quick part's {QuickTime.TotalSeconds:F0} s are over; the other faults are left out");
        }

        var explained = Explained.Load(context.Root);
        foreach (var key in explained.Keys.Except(build.Mutations.Values.Select(mutation => mutation.Key)).Where(_ => !context.Quick))
        {
            context.Say($"explained.json explains a fault that there is no longer: {key}; take it out");
        }

        var outcomes = series.Decided(context.Quick ? TestRound.Reaching : TestRound.Rest);
        if (outcomes.Count == 0)
        {
            context.Say($"no fault was tried in {QuickTime.TotalSeconds:F0} s: the machine is too busy, and this part is left out");
        }

        return Score.Of(outcomes, explained);
    }

    /// <summary>Lists the faults that <see cref="Run"/> would try, one in each line, and runs no test.</summary>
    public static void List(AttackContext context)
    {
        foreach (var (number, mutation) in Chosen(Build(context).Mutations, context))
        {
            context.Say($"{number} {mutation.Listed}");
        }
    }

    /// <summary>
    /// Chooses the faults to try: those that hold a text asked for and, of these, the same ones every time, with a superset of them for a
    /// larger number.
    /// </summary>
    /// <exception cref="UserError">No fault holds one of the texts.</exception>
    internal static IReadOnlyList<KeyValuePair<int, Mutation>> Chosen(IReadOnlyDictionary<int, Mutation> mutations, AttackContext context)
    {
        var most = context.Quick ? QuickFaults : context.Sample ?? int.MaxValue;
        if (context.Faults.FirstOrDefault(text => !mutations.Values.Any(mutation => Holds(mutation, text))) is { } absent)
        {
            throw UserError.Usage($"no fault holds “{absent}”; --list shows all faults");
        }

        KeyValuePair<int, Mutation>[] named =
            [.. mutations.Where(entry => context.Faults.Count == 0 || context.Faults.Any(text => Holds(entry.Value, text)))];

        // The order of the draw would put all drawn faults first.
        return most >= named.Length
            ? named
            : [.. named.OrderBy(entry => Drawing.Order($"chosen: {entry.Value.Key}"), StringComparer.Ordinal).Take(most)];
    }

    private static bool Holds(Mutation mutation, string text) => mutation.Listed.Contains(text, StringComparison.Ordinal);

    private static MutantBuild Build(AttackContext context) =>
        MutantBuild.Create(context.Root, FearedList.Load(context.Root), context.Quick ? 0 : DrawnInEachProject);
}
