using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gmlm.Padir.Configuration;

/// <summary>
/// Writes configurations as complete JSON and reads them strictly: an unknown or repeated key and a value of the wrong type are errors.
/// </summary>
public static class ConfigurationJson
{
    internal static readonly JsonSerializerOptions Options = new(JsonSerializerOptions.Strict)
    {
        TypeInfoResolver = StrictJson.Contracts,
        WriteIndented = true,
        NewLine = "\n",
        IgnoreReadOnlyProperties = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>The JSON text of a configuration, which <see cref="Parse"/> reads back.</summary>
    public static string Format(PadirConfig config) => JsonSerializer.Serialize(config, Options) + "\n";

    /// <summary>Reads a configuration. A missing key has its default value.</summary>
    /// <exception cref="ConfigurationException">The text is not a configuration, or a value is out of range.</exception>
    public static PadirConfig Parse(string json) => Read<PadirConfig>(json).Checked();

    internal static T Read<T>(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options) ?? throw new ConfigurationException("it is null");
        }
        catch (JsonException error)
        {
            var place = error.Path is null or "$" ? "" : $"{error.Path.TrimStart('$', '.')}: ";
            var line = error.LineNumber is { } before ? $" (line {before + 1})" : "";
            throw new ConfigurationException($"{place}{Reason(error)}{line}", error);
        }
    }

    // The first sentence of the runtime's message says what is wrong. The rest repeats the path and position, which our message has
    // already.
    private static string Reason(JsonException error) => error.Message.Split(" Path:")[0].TrimEnd('.');
}
