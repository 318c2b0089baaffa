using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gmlm.Attack;

/// <summary>
/// What an attack has finished: one line of JSON each, in a file that only grows, so that a killed run goes on behind the last whole line.
/// </summary>
internal sealed class FinishedLines<T>
{
    private static readonly JsonSerializerOptions Options = new() { Converters = { new JsonStringEnumConverter() } };

    private readonly string _path;

    /// <summary>Reads the file, where there is one; its folder is made.</summary>
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

    /// <summary>What was there at first, in the order in which it was added.</summary>
    public IReadOnlyList<T> Before { get; }

    /// <summary>Keeps another.</summary>
    public void Add(T item) => File.AppendAllText(_path, JsonSerializer.Serialize(item, Options) + "\n");

    // A line that a kill cut off says nothing: what it was about is done again.
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
