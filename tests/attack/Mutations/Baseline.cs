using Gmlm.Reproduce.Harness;

namespace Gmlm.Attack.Mutations;

/// <summary>
/// The tests without any fault switched on: they must pass, or a fault would look caught that is not; and they tell how long a class takes,
/// by which a hang is known. A class runs once for the same sources.
/// </summary>
/// <param name="run">Runs classes of a suite without a fault.</param>
/// <param name="state">Keeps the times.</param>
/// <param name="say">Takes a line of progress.</param>
internal sealed class Baseline(Func<TestStage, TestRun> run, State state, Action<string> say)
{
    private static readonly TimeSpan StartOfProcess = TimeSpan.FromSeconds(60);
    private const double Patience = 6;

    private readonly Dictionary<string, double> _seconds = state.Times();

    /// <summary>Makes sure that the classes pass.</summary>
    /// <exception cref="UserError">One of their tests fails without a fault.</exception>
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

    /// <summary>How long the classes may take with a fault.</summary>
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
