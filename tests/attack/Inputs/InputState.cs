using System.Text.Json;
using Gmlm.Reproduce.Harness;

namespace Gmlm.Attack.Inputs;

/// <summary>The outcome of all hostile inputs of one reader.</summary>
/// <param name="Reader">The reader's name.</param>
/// <param name="Tried">The number of inputs.</param>
/// <param name="Refused">The number of inputs that the reader refused; it found the others valid.</param>
/// <param name="Faults">Each kind of fault found, with the number of its first input and the number of inputs.</param>
/// <param name="MostSeconds">The longest time of one input.</param>
/// <param name="MostMiB">The largest allocation of one input.</param>
/// <param name="Coverage">The code that the inputs reached; null if it was not measured.</param>
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

/// <summary>How often a kind of fault was found.</summary>
/// <param name="First">The number of the first input.</param>
/// <param name="Count">The number of inputs.</param>
/// <param name="Example">The reader's message on the first input.</param>
internal sealed record FaultCount(int First, int Count, string Example);

/// <summary>The finished readers, so that a killed run resumes with the next one. They are valid only for the programs as built.</summary>
internal sealed class InputState
{
    private readonly string _path;
    private readonly Dictionary<string, ReaderOutcome> _outcomes;

    /// <summary>Loads what is finished of a run with <paramref name="inputs"/> inputs for each reader.</summary>
    public InputState(string folder, int inputs)
    {
        Type[] programs = [typeof(InputState), typeof(LineJson), typeof(Padir.Weights.SafetensorsReader)];
        var build = string.Concat(programs.Select(type => type.Module.ModuleVersionId.ToString("N")[..6]));
        _path = Path.Combine(folder, $"readers-{inputs}-{build}.json");
        _outcomes = Load(_path);
    }

    /// <summary>The outcome of a reader, or null if it is not finished.</summary>
    public ReaderOutcome? Find(string reader) => _outcomes.GetValueOrDefault(reader);

    /// <summary>Stores an outcome.</summary>
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
