using Gmlm.Attack;
using Gmlm.Attack.Mutations;
using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Report;
using Xunit;

namespace Gmlm.Reproduce.Tests.Attacks;

/// <summary>A sample program with two tests: one that checks its output, and a weak one that only runs it.</summary>
public sealed class TrialTests : IDisposable
{
    private const string Source = "public static class Sample { public static string Probe(int n) => (n * n).ToString(); }";

    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    private readonly SampleProgram _program = new(Source);
    private readonly string _folder = Directory.CreateTempSubdirectory("trial").FullName;
    private readonly List<string> _asked = [];
    private string _stateName = "state";

    [Fact]
    public void A_fault_that_only_a_weak_test_meets_is_reported_as_lost()
    {
        var score = Attack("theory.Weak");

        var loss = Assert.Single(score.Losses);
        Assert.Equal("theory/Sample.cs Sample.Probe: n * n → n / n", loss.What);
        Assert.Null(loss.Reason);
        Assert.Equal([new AttackRow("theory", 1, 0, 1, "")], score.Rows);
    }

    [Fact]
    public void A_test_that_checks_the_output_catches_the_fault() =>
        Assert.Equal([new AttackRow("theory", 1, 1, 0, "")], Attack("theory.Weak", "theory.Strong").Rows);

    [Fact]
    public void An_explained_loss_has_its_reason()
    {
        var reasons = new Dictionary<string, string> { ["theory/Sample.cs Sample.Probe: n * n → n / n"] = "nobody asks" };
        var score = Attack(reasons, "theory.Weak");

        Assert.Equal("nobody asks", Assert.Single(score.Losses).Reason);
        Assert.Equal("1 lost ones explained", Assert.Single(score.Rows).Note);
    }

    [Theory]
    [InlineData("theory.Hanging", "1 timed out")]
    [InlineData("theory.Crashing", "1 crashed")]
    public void A_hang_and_a_crash_are_caught_and_counted_apart(string test, string note) =>
        Assert.Equal([new AttackRow("theory", 1, 1, 0, note)], Attack(test).Rows);

    [Fact]
    public void Tests_that_cannot_reach_a_fault_run_only_if_the_others_let_it_pass()
    {
        Attack("theory.Weak", "theory.Far");
        Assert.Equal(["theory.Weak, 0", "theory.Weak, 1", "theory.Far, 0", "theory.Far, 1"], _asked);

        _asked.Clear();
        _stateName = "another";
        Attack("theory.Strong", "theory.Far");
        Assert.Equal(["theory.Strong, 0", "theory.Strong, 1"], _asked);
    }

    [Fact]
    public void The_test_that_caught_a_fault_with_other_sources_runs_first()
    {
        Attack("theory.Strong");
        File.WriteAllText(Path.Combine(_folder, "theory", "A.cs"), "class B;");
        _asked.Clear();

        Attack("theory.Weak", "theory.Strong");

        Assert.Equal(["theory.Strong, 0", "theory.Strong, 1"], _asked);
    }

    [Fact]
    public void Tests_that_fail_without_a_fault_are_an_error()
    {
        var error = Assert.Throws<UserError>(() => Attack("theory.Failing"));

        Assert.Contains("the tests fail without a fault: theory.Failing", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private AttackOutcome Attack(params string[] tests) => Attack(Nothing, tests);

    private AttackOutcome Attack(IReadOnlyDictionary<string, string> explained, params string[] tests)
    {
        var (number, fault) = _program.Faults.Single();
        HashSet<int> reached = [number], none = [];
        var plan = new TestPlan([.. tests.Select(test => new TestClass(test.Split('.')[0], test, 1, test.EndsWith("far", StringComparison.OrdinalIgnoreCase) ? none : reached))]);
        foreach (var project in MutantBuild.Projects)
        {
            Directory.CreateDirectory(Path.Combine(_folder, project));
            Directory.CreateDirectory(Path.Combine(_folder, "tests", project));
        }

        var state = new State(_folder, Path.Combine(_folder, _stateName));
        var series = new TrialSeries(new Trial(plan, Run, state, _ => { }), [new(number, fault)], state, _ => { });
        series.Run(TestRound.Rest);
        return Score.Of(series.Decided(TestRound.Rest), explained);
    }

    private TestRun Run(TestStage stage, int number, TimeSpan limit)
    {
        _asked.Add($"{string.Join(' ', stage.Classes)}, {number}");
        var end = stage.Classes.Select(test => End(test, number)).FirstOrDefault(end => end != TestEnd.Passed);
        string[] failures = end == TestEnd.Passed ? [] : [.. stage.Classes.Select(test => $"{test}.A_test")];
        return new TestRun(end, failures.FirstOrDefault(), failures, new Dictionary<string, double>(), "");
    }

    private TestEnd End(string test, int number) => test switch
    {
        "theory.Strong" => _program.Run(number).Split('\n')[0] == "4" ? TestEnd.Passed : TestEnd.Failed,
        "theory.Weak" => _program.Run(number).Length > 0 ? TestEnd.Passed : TestEnd.Failed,
        "theory.Hanging" => number == 0 ? TestEnd.Passed : TestEnd.TimedOut,
        "theory.Crashing" => number == 0 ? TestEnd.Passed : TestEnd.Crashed,
        "theory.Failing" => TestEnd.Failed,
        _ => TestEnd.Passed,
    };
}
