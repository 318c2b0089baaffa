using System.Text.Json;

namespace Gmlm.Attack.Inputs;

/// <summary>The byte ranges of the values of a JSON text, and of its items.</summary>
/// <param name="Values">All values, nested ones included.</param>
/// <param name="Items">The members of objects, with their keys, and the elements of arrays.</param>
internal sealed record JsonSpans(IReadOnlyList<Range> Values, IReadOnlyList<Range> Items)
{
    /// <summary>Finds the ranges in a text. If the text is not JSON, the ranges before the first error are returned.</summary>
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
            // The text is not JSON from here on; the ranges found before are kept.
        }

        return new JsonSpans(values, items);
    }
}
