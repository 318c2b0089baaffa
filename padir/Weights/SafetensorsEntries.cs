using System.Globalization;
using System.Text.Json;
using Gmlm.Padir.Messages;
using Gmlm.Padir.Runtime;

namespace Gmlm.Padir.Weights;

/// <summary>Reads the entries of a header, and checks each one's type, shape and position against each other.</summary>
internal static class SafetensorsEntries
{
    private static readonly string[] Keys = ["dtype", "shape", "data_offsets"];

    public static List<WeightEntry> Parse(JsonElement root, long dataLength)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new SafetensorsException("the header is not a JSON object");
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        var entries = new List<WeightEntry>();
        foreach (var property in root.EnumerateObject())
        {
            if (!names.Add(property.Name))
            {
                throw SafetensorsException.Of(property.Name, "the name stands twice in the header");
            }

            if (property.Name == SafetensorsHeader.MetadataName)
            {
                CheckMetadata(property.Value);
            }
            else
            {
                entries.Add(Entry(property.Name, property.Value, dataLength));
            }
        }

        return entries;
    }

    private static WeightEntry Entry(string name, JsonElement value, long dataLength)
    {
        var fields = Fields(name, value);
        if (fields["dtype"].ValueKind != JsonValueKind.String || !WeightTypes.TryParse(fields["dtype"].GetString()!, out var type))
        {
            throw SafetensorsException.Of(name, $"dtype {Shown(fields["dtype"])} is not one of F32, F16, BF16, I8");
        }

        var shape = Numbers(name, "shape", fields["shape"]);
        var offsets = Numbers(name, "data_offsets", fields["data_offsets"]);
        if (offsets.Count != 2)
        {
            throw SafetensorsException.Of(name, $"data_offsets has {offsets.Count} numbers instead of 2");
        }

        var (begin, end) = (offsets[0], offsets[1]);
        if (end < begin || end > dataLength)
        {
            throw SafetensorsException.Of(
                name, Invariant($"its data should be bytes {begin} to {end}, but the file has {dataLength} bytes of data"));
        }

        // The product is computed in 128 bits and compared after each factor, so that sizes of 64 bits cannot overflow it.
        var bytes = shape.Contains(0)
            ? 0
            : shape.Aggregate((Int128)type.Size(), (product, size) => product > end - begin ? product : product * size);
        return bytes == end - begin
            ? new WeightEntry(name, shape, type, begin, end)
            : throw SafetensorsException.Of(
                name,
                Invariant($"shape {WeightTensor.Show(shape)} of {type} does not take the {end - begin} bytes that data_offsets gives it"));
    }

    private static Dictionary<string, JsonElement> Fields(string name, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw SafetensorsException.Of(name, "its entry is not a JSON object");
        }

        var fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var field in value.EnumerateObject())
        {
            if (!Keys.Contains(field.Name) || !fields.TryAdd(field.Name, field.Value))
            {
                throw SafetensorsException.Of(
                    name, $"key {MessageText.Quote(field.Name)} is not known or stands twice; there should be {string.Join(", ", Keys)}");
            }
        }

        return Keys.FirstOrDefault(key => !fields.ContainsKey(key)) is { } missing
            ? throw SafetensorsException.Of(name, $"{missing} is missing")
            : fields;
    }

    private static List<long> Numbers(string name, string key, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            throw SafetensorsException.Of(name, $"{key} is not a list");
        }

        var numbers = new List<long>();
        foreach (var element in value.EnumerateArray())
        {
            if (element.ValueKind != JsonValueKind.Number || !element.TryGetInt64(out var number) || number < 0)
            {
                throw SafetensorsException.Of(
                    name,
                    $"{Shown(element)} in {key} is not a whole number from 0 to {long.MaxValue.ToString(CultureInfo.InvariantCulture)}");
            }

            numbers.Add(number);
        }

        return numbers;
    }

    // The metadata is not used, but must be in the format. GetString is called since it throws for text that is not Unicode.
    private static void CheckMetadata(JsonElement value)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw new SafetensorsException($"{SafetensorsHeader.MetadataName} is not a JSON object");
        }

        foreach (var property in value.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.String || property.Value.GetString() is null || !names.Add(property.Name))
            {
                throw new SafetensorsException(
                    $"{SafetensorsHeader.MetadataName}: {MessageText.Quote(property.Name)} stands twice, or its value is not a string");
            }
        }
    }

    private static string Shown(JsonElement element) => MessageText.Quote(element.GetRawText());

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
