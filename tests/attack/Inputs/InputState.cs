using System.Text.Json;
using Gmlm.Reproduce.Harness;

namespace Gmlm.Attack.Inputs;

/// <summary>What came of all hostile inputs of one reader.</summary>
/// <param name="Reader">The reader's name.</param>
/// <param name="Tried">Inputs.</param>
/// <param name="Refused">Those that the reader refused; it found the others valid.</param>
/// <param name="Faults">Each kind of fault that was found, with the number of its first input and how many there were.</param>
/// <param name="MostSeconds">The longest that an input took.</param>
/// <param name="MostMiB">The most that an input allocated.</param>
/// <param name="Coverage">What the inputs reached; null where that was not looked at.</param>
internal sealed record ReaderOutcome(
    string Reader,
    int Tried,
    int Refused,
    IReadOnlyDictionary<string, FaultCount> Faults,
    double MostSeconds,
    double MostMiB,
    ReachedCode? Coverage = null);

/// <summary>What inputs reached in the product's code.</summary>
/// <param name="Inputs">How many inputs reached something that no input before them had.</param>
/// <param name="Edges">Pairs of pieces of code that ran one after the other.</param>
internal sealed record ReachedCode(int Inputs, int Edges);

/// <summary>How often a fault was found.</summary>
/// <param name="First">The number of the first input.</param>
/// <param name="Count">How many inputs.</param>
/// <param name="Example">What the reader said to the first.</param>
internal sealed record FaultCount(int First, int Count, string Example);

/// <summary>Finished readers, so that a killed run goes on with the next. They belong to the programs as they are built.</summary>
internal sealed class InputState
{
    private readonly string _path;
    private readonly Dictionary<string, ReaderOutcome> _outcomes;

    /// <summary>What is finished of <paramref name="inputs"/> inputs a reader.</summary>
    public InputState(string folder, int inputs)
    {
        Type[] programs = [typeof(InputState), typeof(LineJson), typeof(Padir.Weights.SafetensorsReader)];
        var build = string.Concat(programs.Select(type => type.Module.ModuleVersionId.ToString("N")[..6]));
        _path = Path.Combine(folder, $"readers-{inputs}-{build}.json");
        _outcomes = Load(_path);
    }

    /// <summary>What came of a reader, or null where it is not finished.</summary>
    public ReaderOutcome? Find(string reader) => _outcomes.GetValueOrDefault(reader);

    /// <summary>Keeps an outcome.</summary>
    public void Add(ReaderOutcome outcome)
    {
        _outcomes[outcome.Reader] = outcome;
        AtomicFile.Write(_path, LineJson.Write(_outcomes));
    }

    private static Dictionary<string, ReaderOutcome> Load(string path)
    {
        try
        {
            return File.Exists(path) ? LineJson.Read<Dictionary<string, ReaderOutcome>>(File.ReadAllText(path)) : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
