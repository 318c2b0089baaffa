namespace Gmlm.Attack.Mutations;

/// <summary>Some classes of one suite that run together.</summary>
internal sealed record TestStage(string Suite, IReadOnlyList<string> Classes);

/// <summary>
/// In which order a fault meets the tests: first the few nearest that reach it, then the others that reach it, of its own project's
/// suite first,
/// and at last all that cannot reach it by the calls that the compiled code shows, for example over reflection.
/// </summary>
internal sealed class TestPlan(IReadOnlyList<TestClass> classes)
{
    private const int Nearest = 6;

    /// <summary>Every test.</summary>
    public IReadOnlyList<TestStage> All =>
        [.. classes.GroupBy(test => test.Suite).Select(group => new TestStage(group.Key, [.. group.Select(test => test.Name)]))];

    /// <summary>The nearest tests.</summary>
    public IReadOnlyList<TestStage> First(int number, Mutation mutation) => Staged([.. Reaching(number, mutation).Take(Nearest)], mutation);

    /// <summary>The other tests that reach the fault.</summary>
    public IReadOnlyList<TestStage> Then(int number, Mutation mutation) => Staged([.. Reaching(number, mutation).Skip(Nearest)], mutation);

    /// <summary>All the rest.</summary>
    public IReadOnlyList<TestStage> Last(int number, Mutation mutation) =>
        Staged([.. classes.Where(test => !test.Faults.Contains(number))], mutation);

    // A test in the folder of the same name was written for the file; after those, the test that reaches least is the most telling.
    private IEnumerable<TestClass> Reaching(int number, Mutation mutation) => classes.Where(test => test.Faults.Contains(number))
        .OrderBy(test => test.Suite == mutation.Project ? 0 : 1)
        .ThenBy(test => test.Name.Split('.')[^1].StartsWith(TypeOf(mutation), StringComparison.Ordinal) ? 0 : 1)
        .ThenBy(test => test.Methods)
        .ThenBy(test => test.Name, StringComparer.Ordinal);

    private static string TypeOf(Mutation mutation) => mutation.Member.Split('.')[0];

    private static IReadOnlyList<TestStage> Staged(IReadOnlyList<TestClass> tests, Mutation mutation) =>
    [
        .. tests.GroupBy(test => test.Suite)
            .OrderBy(group => group.Key == mutation.Project ? 0 : 1)
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new TestStage(group.Key, [.. group.Select(test => test.Name)])),
    ];
}
