using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gmlm.Padir.Configuration;

/// <summary>Configurations as JSON: written whole, read strictly. An unknown key, one that stands twice, or a value of the wrong type is an error.</summary>
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

    /// <summary>The text that <see cref="Parse"/> reads back.</summary>
    public static string Format(PadirConfig config) => JsonSerializer.Serialize(config, Options) + "\n";

    /// <summary>Reads a configuration. A key that is missing has its default.</summary>
    /// <exception cref="ConfigurationException">It is not one, or a value is out of range.</exception>
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

    // The first sentence says what is wrong; the rest repeats path and position.
    private static string Reason(JsonException error) => error.Message.Split(" Path:")[0].TrimEnd('.');
}
