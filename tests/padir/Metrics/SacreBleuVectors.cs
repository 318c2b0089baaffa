using System.Text.Json;

namespace Gmlm.Padir.Tests.Metrics;

/// <summary>Texts with their scores by sacreBLEU 2.6.0.</summary>
internal static class SacreBleuVectors
{
    /// <summary>The cases, by name.</summary>
    public static IReadOnlyDictionary<string, Vector> Cases { get; } = Read();

    private static Dictionary<string, Vector> Read()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "sacrebleu", "vectors.json")));
        return json.RootElement.GetProperty("cases").EnumerateArray().ToDictionary(
            vector => vector.GetProperty("id").GetString()!,
            vector => new Vector(
                vector.GetProperty("hypotheses").Deserialize<string[]>()!,
                vector.GetProperty("references").Deserialize<string[][]>()!,
                vector.GetProperty("expected").Clone()));
    }

    /// <param name="Hypotheses">One for each sentence.</param>
    /// <param name="References">One or two sets.</param>
    /// <param name="Expected">The scores, by metric and settings.</param>
    internal sealed record Vector(string[] Hypotheses, string[][] References, JsonElement Expected);
}
