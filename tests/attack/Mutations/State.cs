using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
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
/// tests: others start a new one.
/// </summary>
internal sealed class State
{
    private static readonly JsonSerializerOptions Options = new() { Converters = { new JsonStringEnumConverter() } };

    private readonly string _path;
    private readonly string _timesPath;
    private readonly Dictionary<string, FaultOutcome> _outcomes = [];

    /// <summary>The state for the sources as they are.</summary>
    /// <param name="root">The checkout.</param>
    /// <param name="folder">Where the state is kept.</param>
    public State(string root, string folder)
    {
        Directory.CreateDirectory(folder);
        var sum = Sum(root);
        (_path, _timesPath) = (Path.Combine(folder, $"outcomes-{sum}.jsonl"), Path.Combine(folder, $"times-{sum}.json"));
        var text = File.Exists(_path) ? File.ReadAllText(_path) : "";
        if (text.Length > 0 && text[^1] != '\n')
        {
            File.AppendAllText(_path, "\n");
        }

        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                var outcome = JsonSerializer.Deserialize<FaultOutcome>(line, Options)!;
                _outcomes[outcome.Key] = outcome;
            }
            catch (JsonException)
            {
                // The line that a kill cut off; its fault is tried again.
            }
        }
    }

    /// <summary>What came of a fault, or null where it has not been tried.</summary>
    public FaultOutcome? Find(Mutation mutation) => _outcomes.GetValueOrDefault(mutation.Key);

    /// <summary>Keeps an outcome.</summary>
    public void Add(FaultOutcome outcome)
    {
        _outcomes[outcome.Key] = outcome;
        File.AppendAllText(_path, JsonSerializer.Serialize(outcome, Options) + "\n");
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

    private static string Sum(string root)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var folders = MutantBuild.Projects.Concat(MutantBuild.Projects.Select(name => Path.Combine("tests", name)));
        foreach (var file in folders.SelectMany(folder => SourceFiles(Path.Combine(root, folder))).Order(StringComparer.Ordinal))
        {
            hash.AppendData(File.ReadAllBytes(file));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    private static IEnumerable<string> SourceFiles(string folder) => Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"));
}
