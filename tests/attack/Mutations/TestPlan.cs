namespace Gmlm.Attack.Mutations;

/// <summary>Some classes of one suite that run together.</summary>
internal sealed record TestStage(string Suite, IReadOnlyList<string> Classes);

/// <summary>The rounds in which a fault meets the tests, each only where the one before let it pass.</summary>
internal enum TestRound
{
    /// <summary>The few nearest tests that reach it.</summary>
    Nearest,

    /// <summary>The others that reach it.</summary>
    Reaching,

    /// <summary>All the rest, which cannot reach it by the calls that the compiled code shows.</summary>
    Rest,
}

/// <summary>
/// Which tests a fault meets in which round; in each, those of its own project's suite come first. Going round by round, most faults are
/// done with after seconds, and those that survive are known early.
/// </summary>
internal sealed class TestPlan(IReadOnlyList<TestClass> classes)
{
    private const int Nearest = 6;

    /// <summary>Every test.</summary>
    public IReadOnlyList<TestStage> All =>
        [.. classes.GroupBy(test => test.Suite).Select(group => new TestStage(group.Key, [.. group.Select(test => test.Name)]))];

    /// <summary>The class of a test, given by its full name as the test runner says it; none where there is no such class any more.</summary>
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
            _ => [.. classes.Where(test => !test.Faults.Contains(number))],
        },
        mutation);

    // A test of the type's name, or in the folder of the same name, was written for it. After those, the test that reaches least tells
    // most.
    private IEnumerable<TestClass> Reaching(int number, Mutation mutation) => classes.Where(test => test.Faults.Contains(number))
        .OrderBy(test => test.Suite == mutation.Project ? 0 : 1)
        .ThenBy(test => test.Name.Split('.')[^1].StartsWith(TypeOf(mutation), StringComparison.Ordinal) ? 0 : 1)
        .ThenBy(test => test.Name.Contains(Namespace(mutation), StringComparison.Ordinal) ? 0 : 1)
        .ThenBy(test => test.Methods)
        .ThenBy(test => test.Name, StringComparer.Ordinal);

    private static string TypeOf(Mutation mutation) => mutation.Member.Split('.')[0];

    // theory/Chains/… is tested in Gmlm.Theory.Tests.Chains.
    private static string Namespace(Mutation mutation) => $".Tests{mutation.Folder[mutation.Project.Length..].Replace('/', '.')}.";

    private static IReadOnlyList<TestStage> Staged(IReadOnlyList<TestClass> tests, Mutation mutation) =>
    [
        .. tests.GroupBy(test => test.Suite)
            .OrderBy(group => group.Key == mutation.Project ? 0 : 1)
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new TestStage(group.Key, [.. group.Select(test => test.Name)])),
    ];
}
