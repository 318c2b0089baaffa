using System.Text.Json;
using Gmlm.Padir.Messages;
using Gmlm.Padir.Weights;

namespace Gmlm.Padir.T5;

/// <summary>Reads the keys of a JSON object one by one, with their types. A key that is left over in the end is an error.</summary>
internal sealed class ConfigKeys
{
    private readonly Dictionary<string, JsonElement> _left = new(StringComparer.Ordinal);

    public ConfigKeys(JsonElement root, IReadOnlySet<string> ignored)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new CheckpointException("not a JSON object");
        }

        foreach (var property in root.EnumerateObject())
        {
            if (!ignored.Contains(property.Name) && !_left.TryAdd(property.Name, property.Value))
            {
                throw new CheckpointException($"key {MessageText.Quote(property.Name)} stands twice");
            }
        }
    }

    public bool Has(string key) => _left.ContainsKey(key);

    public int Integer(string key, int? otherwise = null) =>
        Take(
            key,
            JsonValueKind.Number,
            otherwise,
            element => element.TryGetInt32(out var value) ? value : throw Wrong(key, element, "a whole number"));

    public double Number(string key, double otherwise) => Take(key, JsonValueKind.Number, otherwise, element => element.GetDouble());

    public bool Boolean(string key, bool otherwise) => Take(key, JsonValueKind.True, otherwise, element => element.GetBoolean());

    public string Text(string key, string otherwise)
    {
        if (!_left.Remove(key, out var element))
        {
            return otherwise;
        }

        return element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Wrong(key, element, "a string");
    }

    public void NoneLeft()
    {
        if (_left.Count > 0)
        {
            throw new CheckpointException(
                $"key {string.Join(", ", _left.Keys.Order(StringComparer.Ordinal).Select(MessageText.Quote))} is not known");
        }
    }

    private T Take<T>(string key, JsonValueKind kind, T? otherwise, Func<JsonElement, T> read) where T : struct
    {
        if (!_left.Remove(key, out var element))
        {
            return otherwise ?? throw new CheckpointException($"{key} is missing");
        }

        var found = element.ValueKind == JsonValueKind.False ? JsonValueKind.True : element.ValueKind;
        return found == kind ? read(element) : throw Wrong(key, element, kind == JsonValueKind.Number ? "a number" : "true or false");
    }

    private static CheckpointException Wrong(string key, JsonElement element, string wanted) =>
        new($"{key} is {MessageText.Quote(element.GetRawText())}; it must be {wanted}");
}
