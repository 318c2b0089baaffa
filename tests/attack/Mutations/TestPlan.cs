namespace Gmlm.Attack.Mutations;

/// <summary>Test classes of one suite that run together.</summary>
internal sealed record TestStage(string Suite, IReadOnlyList<string> Classes);

/// <summary>The rounds of tests. A fault enters a round only if the previous round did not notice it.</summary>
internal enum TestRound
{
    /// <summary>The few nearest tests among those that reach the fault.</summary>
    Nearest,

    /// <summary>The other tests that reach the fault.</summary>
    Reaching,

    /// <summary>
    /// All other tests, which cannot reach the fault by the calls in the compiled code, but may start a program that does. The results of the
    /// other experiments cannot depend on the fault.
    /// </summary>
    Rest,
}

/// <summary>
/// Decides which tests run with a fault in each round. Within a round, the suite of the fault's project runs first. Since the nearest tests
/// come first, most faults are caught after seconds, and those that survive are known early.
/// </summary>
internal sealed class TestPlan(IReadOnlyList<TestClass> classes)
{
    private const int Nearest = 6;

    /// <summary>All tests.</summary>
    public IReadOnlyList<TestStage> All =>
        [.. classes.GroupBy(test => test.Suite).Select(group => new TestStage(group.Key, [.. group.Select(test => test.Name)]))];

    /// <summary>The class of a test, given by the full name that the test runner reports; empty if the class no longer exists.</summary>
    public IReadOnlyList<TestStage> ClassOf(string test) =>
    [
        .. classes.Where(each => test.StartsWith($"{each.Name}.", StringComparison.Ordinal))
            .OrderByDescending(each => each.Name.Length).Take(1)
            .Select(each => new TestStage(each.Suite, [each.Name])),
    ];

    /// <summary>The tests of one round.</summary>
    public IReadOnlyList<TestStage> Of(TestRound round, int number, Mutation mutation) => Staged(
        round switch
        {
            TestRound.Nearest => [.. Reaching(number, mutation).Take(Nearest)],
            TestRound.Reaching => [.. Reaching(number, mutation).Skip(Nearest)],
            _ => [.. classes.Where(test => test.Suite != SmokeRun.Suite && !test.Faults.Contains(number))],
        },
        mutation);

    // Tests named after the type, or in the folder of the same name, were written for it and come first. Then come the tests that reach the
    // fewest methods, since they are the most specific, and last the experiments, which take longest.
    private IEnumerable<TestClass> Reaching(int number, Mutation mutation) => classes.Where(test => test.Faults.Contains(number))
        .OrderBy(test => Order(test.Suite, mutation))
        .ThenBy(test => test.Name.Split('.')[^1].StartsWith(TypeOf(mutation), StringComparison.Ordinal) ? 0 : 1)
        .ThenBy(test => test.Name.Contains(Namespace(mutation), StringComparison.Ordinal) ? 0 : 1)
        .ThenBy(test => test.Methods)
        .ThenBy(test => test.Name, StringComparer.Ordinal);

    private static int Order(string suite, Mutation mutation) => suite == mutation.Project ? 0 : suite == SmokeRun.Suite ? 2 : 1;

    private static string TypeOf(Mutation mutation) => mutation.Member.Split('.')[0];

    // The tests of theory/Chains/… are in the namespace Gmlm.Theory.Tests.Chains.
    private static string Namespace(Mutation mutation) => $".Tests{mutation.Folder[mutation.Project.Length..].Replace('/', '.')}.";

    private static IReadOnlyList<TestStage> Staged(IReadOnlyList<TestClass> tests, Mutation mutation) =>
    [
        .. tests.GroupBy(test => test.Suite)
            .OrderBy(group => Order(group.Key, mutation))
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new TestStage(group.Key, [.. group.Select(test => test.Name)])),
    ];
}
