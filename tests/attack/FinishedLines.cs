using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gmlm.Attack;

/// <summary>
/// The finished parts of an attack, one line of JSON each, in a file that is only appended to. A killed run resumes after the last complete
/// line.
/// </summary>
internal sealed class FinishedLines<T>
{
    private static readonly JsonSerializerOptions Options = new() { Converters = { new JsonStringEnumConverter() } };

    private readonly string _path;

    /// <summary>Reads the file if it exists, and creates its folder.</summary>
    public FinishedLines(string path)
    {
        _path = path;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var text = File.Exists(path) ? File.ReadAllText(path) : "";
        if (text.Length > 0 && text[^1] != '\n')
        {
            File.AppendAllText(path, "\n");
        }

        Before = [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).SelectMany(Parse)];
    }

    /// <summary>The items that the file held when it was opened, in the order in which they were added.</summary>
    public IReadOnlyList<T> Before { get; }

    /// <summary>Appends an item.</summary>
    public void Add(T item) => File.AppendAllText(_path, JsonSerializer.Serialize(item, Options) + "\n");

    // A line that a kill cut off is ignored, so that its part of the attack is repeated.
    private static T[] Parse(string line)
    {
        try
        {
            return [JsonSerializer.Deserialize<T>(line, Options)!];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
