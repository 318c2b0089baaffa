using System.Security.Cryptography;
using System.Text.Json;

namespace Gmlm.Padir.Models;

/// <summary>
/// SHA-256 of a recipe's text in its manifest, without white space. It shows that a value was edited after training, and does not change
/// when a later version of the program has more keys.
/// </summary>
internal static class RecipeSum
{
    /// <summary>Returns the checksum of the recipe in a manifest's text.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static string In(string manifest)
    {
        using var document = JsonDocument.Parse(manifest);
        return Of(document.RootElement.GetProperty("recipe"));
    }

    /// <summary>Returns the checksum of a recipe in JSON.</summary>
    public static string Of(JsonElement recipe)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            recipe.WriteTo(json);
        }

        return Convert.ToHexStringLower(SHA256.HashData(buffer.ToArray()));
    }
}
