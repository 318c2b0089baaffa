using System.Text.Json;
using Gmlm.Reproduce.Harness;

namespace Gmlm.Attack.Mutations;

/// <summary>
/// The reasons why some faults may pass unnoticed, for example because they change no result. The file <c>explained.json</c> beside this
/// one maps a fault's key to its reason.
/// </summary>
internal static class Explained
{
    /// <summary>Reads the reasons.</summary>
    /// <exception cref="UserError">The file is missing or damaged, or a reason is empty.</exception>
    public static IReadOnlyDictionary<string, string> Load(string root)
    {
        var path = Path.Combine(root, "tests", "attack", "Mutations", "explained.json");
        try
        {
            var reasons = LineJson.Read<Dictionary<string, string>>(File.ReadAllText(path));
            return reasons.FirstOrDefault(entry => string.IsNullOrWhiteSpace(entry.Value)) is { Key: { } key }
                ? throw UserError.Missing($"{path}: no reason for “{key}”; give one, or take it out")
                : reasons;
        }
        catch (Exception error) when (error is JsonException or IOException)
        {
            throw UserError.Missing($"{path}: {error.Message.TrimEnd('.')}; mend the list", error);
        }
    }
}
