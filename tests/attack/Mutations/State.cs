using System.Text.Json;
using Gmlm.Reproduce.Harness;

namespace Gmlm.Attack.Mutations;

/// <summary>What came of one fault.</summary>
/// <param name="Key">The fault's key.</param>
/// <param name="End">How the tests ended; <see cref="TestEnd.Passed"/> is a fault that nothing noticed.</param>
/// <param name="By">The first failed test, or what else noticed it; null where nothing did.</param>
/// <param name="Round">The last round of tests that it met.</param>
/// <param name="Seconds">Time in that round.</param>
internal sealed record FaultOutcome(string Key, TestEnd End, string? By, TestRound Round, double Seconds)
{
    /// <summary>Whether it needs no further test: it is caught, or has met the tests of a round and all before.</summary>
    public bool IsDecided(TestRound last) => End != TestEnd.Passed || Round >= last;
}

/// <summary>
/// Finished faults, one line each in a file that only grows, so that a killed run goes on. The file belongs to the sources of product and
/// tests: others start a new one, and know from the files of those before which test caught a fault then.
/// </summary>
internal sealed class State
{
    private readonly FinishedLines<FaultOutcome> _lines;
    private readonly string _timesPath;
    private readonly Dictionary<string, FaultOutcome> _outcomes = [];
    private readonly Dictionary<string, string> _caughtBefore = [];

    /// <summary>The state for the sources as they are.</summary>
    /// <param name="root">The checkout.</param>
    /// <param name="folder">Where the state is kept.</param>
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

    /// <summary>What came of a fault, or null where it has not been tried.</summary>
    public FaultOutcome? Find(Mutation mutation) => _outcomes.GetValueOrDefault(mutation.Key);

    /// <summary>The test that caught a fault when it was last caught, with these sources or others; null where none did.</summary>
    public string? CaughtBefore(Mutation mutation) => _caughtBefore.GetValueOrDefault(mutation.Key);

    /// <summary>Keeps an outcome.</summary>
    public void Add(FaultOutcome outcome)
    {
        _outcomes[outcome.Key] = outcome;
        _lines.Add(outcome);
    }

    /// <summary>How long classes of tests took that passed without a fault: suite and class, in seconds. Empty at first.</summary>
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

    /// <summary>Keeps the times.</summary>
    public void Keep(IReadOnlyDictionary<string, double> times) => AtomicFile.Write(_timesPath, LineJson.Write(times));
}
