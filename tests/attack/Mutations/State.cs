using System.Text.Json;
using Gmlm.Reproduce.Harness;

namespace Gmlm.Attack.Mutations;

/// <summary>The outcome of one fault.</summary>
/// <param name="Key">The fault's key.</param>
/// <param name="End">How the tests ended; <see cref="TestEnd.Passed"/> means that no test noticed the fault.</param>
/// <param name="By">The first failed test, or the other event that revealed the fault; null if nothing did.</param>
/// <param name="Round">The last round of tests that ran with the fault.</param>
/// <param name="Seconds">The duration of that round.</param>
internal sealed record FaultOutcome(string Key, TestEnd End, string? By, TestRound Round, double Seconds)
{
    /// <summary>Whether no further test is needed: the fault was caught, or every test up to the given round has run with it.</summary>
    public bool IsDecided(TestRound last) => End != TestEnd.Passed || Round >= last;
}

/// <summary>
/// The finished faults, one line each in a file that is only appended to, so that a killed run resumes. The file belongs to the sources of
/// product and tests. Other sources get a new file, and learn from the earlier files which test caught a fault before.
/// </summary>
internal sealed class State
{
    private readonly FinishedLines<FaultOutcome> _lines;
    private readonly string _timesPath;
    private readonly Dictionary<string, FaultOutcome> _outcomes = [];
    private readonly Dictionary<string, string> _caughtBefore = [];

    /// <summary>Opens the state for the present sources.</summary>
    /// <param name="root">The root of the checkout.</param>
    /// <param name="folder">The folder of the state's files.</param>
    public State(string root, string folder)
    {
        var sum = SourceSum.Of(root, MutantBuild.Projects.Concat(MutantBuild.Projects.Select(name => $"tests/{name}")));
        _timesPath = Path.Combine(folder, $"times-{sum}.json");
        _lines = new FinishedLines<FaultOutcome>(Path.Combine(folder, $"outcomes-{sum}.jsonl"));
        foreach (var outcome in _lines.Before)
        {
            _outcomes[outcome.Key] = outcome;
        }

        foreach (var file in new DirectoryInfo(folder).GetFiles("outcomes-*.jsonl").OrderBy(file => file.LastWriteTimeUtc))
        {
            foreach (var outcome in new FinishedLines<FaultOutcome>(file.FullName).Before.Where(outcome => outcome.End == TestEnd.Failed))
            {
                _caughtBefore[outcome.Key] = outcome.By!;
            }
        }
    }

    /// <summary>The outcome of a fault, or null if it has not been tried.</summary>
    public FaultOutcome? Find(Mutation mutation) => _outcomes.GetValueOrDefault(mutation.Key);

    /// <summary>The test that last caught a fault, with these sources or others; null if none did.</summary>
    public string? CaughtBefore(Mutation mutation) => _caughtBefore.GetValueOrDefault(mutation.Key);

    /// <summary>Stores an outcome.</summary>
    public void Add(FaultOutcome outcome)
    {
        _outcomes[outcome.Key] = outcome;
        _lines.Add(outcome);
    }

    /// <summary>The durations of the test classes that passed without a fault: suite and class → seconds. Empty at first.</summary>
    public Dictionary<string, double> Times()
    {
        try
        {
            return File.Exists(_timesPath) ? LineJson.Read<Dictionary<string, double>>(File.ReadAllText(_timesPath)) : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    /// <summary>Stores the durations.</summary>
    public void Keep(IReadOnlyDictionary<string, double> times) => AtomicFile.Write(_timesPath, LineJson.Write(times));
}
