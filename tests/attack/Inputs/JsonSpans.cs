using System.Text.Json;

namespace Gmlm.Attack.Inputs;

/// <summary>Where the values of a JSON text are, in bytes, and its members: values with the key before them.</summary>
/// <param name="Values">Each value, those inside of others too.</param>
/// <param name="Items">What stands between commas: members of objects, elements of arrays.</param>
internal sealed record JsonSpans(IReadOnlyList<Range> Values, IReadOnlyList<Range> Items)
{
    /// <summary>Of a text; where it is not JSON, of what comes before that.</summary>
    public static JsonSpans Of(ReadOnlySpan<byte> json)
    {
        var (values, items) = (new List<Range>(), new List<Range>());
        var open = new Stack<(int Value, int Item)>();
        var key = -1;
        var reader = new Utf8JsonReader(json);
        try
        {
            while (reader.Read())
            {
                var start = (int)reader.TokenStartIndex;
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        key = start;
                        continue;
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        open.Push((start, key < 0 ? start : key));
                        break;
                    default:
                        var (value, item) = reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray
                            ? open.Pop()
                            : (start, key < 0 ? start : key);
                        values.Add(value..(int)reader.BytesConsumed);
                        items.Add(item..(int)reader.BytesConsumed);
                        break;
                }

                key = -1;
            }
        }
        catch (JsonException)
        {
            // What was found before stands.
        }

        return new JsonSpans(values, items);
    }
}
