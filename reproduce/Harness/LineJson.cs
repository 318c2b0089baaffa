using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Gmlm.Padir.Configuration;

namespace Gmlm.Reproduce.Harness;

/// <summary>
/// Writes JSON that gives readable diffs in git: small values such as a metric or a point stand on one line, larger ones on several.
/// Numbers round-trip; NaN and the infinities are written by name.
/// </summary>
public static class LineJson
{
    private const int LongestLine = 240;

    private static readonly JsonSerializerOptions Options = new()
    {
        TypeInfoResolver = StrictJson.Contracts,
        AllowDuplicateProperties = false,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>The text of <paramref name="value"/>, ending in a line feed.</summary>
    public static string Write<T>(T value)
    {
        var text = new StringBuilder();
        Append(text, JsonSerializer.SerializeToNode(value, Options), 0);
        return text.Append('\n').ToString();
    }

    /// <summary>The value of <paramref name="text"/>.</summary>
    /// <exception cref="JsonException">
    /// Not JSON, a property that is unknown, missing or there twice, a wrong type, or a null in a list.
    /// </exception>
    public static T Read<T>(string text) =>
        StrictJson.Checked(JsonSerializer.Deserialize<T>(text, Options) ?? throw new JsonException("the file holds null"));

    private static void Append(StringBuilder text, JsonNode? node, int indent)
    {
        var line = node?.ToJsonString(Options) ?? "null";
        if (node is not (JsonObject or JsonArray) || (Height(node) <= 2 && line.Length <= LongestLine) || line.Length <= 2)
        {
            text.Append(node is JsonObject or JsonArray ? Spaced(node) : line);
            return;
        }

        var (open, close) = node is JsonObject ? ('{', '}') : ('[', ']');
        text.Append(open);
        var first = true;
        foreach (var (name, child) in Children(node))
        {
            text.Append(first ? "\n" : ",\n").Append(' ', indent + 2);
            first = false;
            if (name is not null)
            {
                text.Append(JsonSerializer.Serialize(name, Options)).Append(": ");
            }

            Append(text, child, indent + 2);
        }

        text.Append('\n').Append(' ', indent).Append(close);
    }

    private static string Spaced(JsonNode? node) => node switch
    {
        JsonObject o =>
            $"{{{string.Join(", ", o.Select(child => $"{JsonSerializer.Serialize(child.Key, Options)}: {Spaced(child.Value)}"))}}}",
        JsonArray a => $"[{string.Join(", ", a.Select(Spaced))}]",
        null => "null",
        _ => node.ToJsonString(Options),
    };

    private static IEnumerable<(string? Name, JsonNode? Child)> Children(JsonNode node) => node is JsonObject o
        ? o.Select(child => ((string?)child.Key, child.Value))
        : node.AsArray().Select(child => ((string?)null, child));

    private static int Height(JsonNode? node) => node is JsonObject or JsonArray
        ? 1 + Children(node).Select(child => Height(child.Child)).DefaultIfEmpty(0).Max()
        : 0;
}
