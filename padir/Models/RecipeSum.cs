using System.Security.Cryptography;
using System.Text.Json;

namespace Gmlm.Padir.Models;

/// <summary>
/// SHA-256 of a recipe as its manifest writes it, white space left out: it shows a value that was edited after training, and stays as it is
/// when a later version of the program has more keys.
/// </summary>
internal static class RecipeSum
{
    /// <summary>Of the recipe in a manifest's text.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static string In(string manifest)
    {
        using var document = JsonDocument.Parse(manifest);
        return Of(document.RootElement.GetProperty("recipe"));
    }

    /// <summary>Of a recipe's JSON.</summary>
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
