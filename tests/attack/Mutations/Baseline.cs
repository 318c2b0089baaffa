using Gmlm.Reproduce.Harness;

namespace Gmlm.Attack.Mutations;

/// <summary>
/// Runs the tests without a fault. They must pass, since a fault would otherwise look caught when it is not. Their durations set the time
/// limit by which a hang is recognised. A class runs once for the same sources.
/// </summary>
/// <param name="run">Runs classes of a suite without a fault.</param>
/// <param name="state">The store of the durations.</param>
/// <param name="say">Receives each line of progress.</param>
internal sealed class Baseline(Func<TestStage, TestRun> run, State state, Action<string> say)
{
    private static readonly TimeSpan StartOfProcess = TimeSpan.FromSeconds(60);
    private const double Patience = 6;

    private readonly Dictionary<string, double> _seconds = state.Times();

    /// <summary>Checks that the classes pass without a fault.</summary>
    /// <exception cref="UserError">A test fails without a fault.</exception>
    public void Require(TestStage stage)
    {
        string[] unknown = [.. stage.Classes.Where(name => !_seconds.ContainsKey(Key(stage.Suite, name)))];
        if (unknown.Length == 0)
        {
            return;
        }

        say($"{stage.Suite}: {unknown.Length} classes of tests without a fault");
        var result = run(new TestStage(stage.Suite, unknown));
        if (result.End != TestEnd.Passed)
        {
            throw UserError.Missing(
                $"{stage.Suite}: the tests {Words(result.End)} without a fault: {string.Join(", ", result.Failures.Take(5))}; "
                + "make them pass with `make test` first");
        }

        foreach (var name in unknown)
        {
            _seconds[Key(stage.Suite, name)] = result.ClassSeconds.GetValueOrDefault(name);
        }

        state.Keep(_seconds);
    }

    /// <summary>The time limit of the classes with a fault.</summary>
    public TimeSpan Limit(TestStage stage) =>
        StartOfProcess + TimeSpan.FromSeconds(Patience * stage.Classes.Sum(name => _seconds[Key(stage.Suite, name)]));

    private static string Key(string suite, string name) => $"{suite} {name}";

    private static string Words(TestEnd end) => end switch
    {
        TestEnd.Failed => "fail",
        TestEnd.TimedOut => "hang",
        _ => "crash",
    };
}
