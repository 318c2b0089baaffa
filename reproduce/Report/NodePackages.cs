using System.Text.Json;

namespace Gmlm.Reproduce.Report;

/// <summary>Compares the Node.js packages that <c>package-lock.json</c> requires with those that npm has installed in a folder.</summary>
internal static class NodePackages
{
    private const string Asked = "package-lock.json";

    // npm writes this file last, so an interrupted installation has none.
    private const string Installed = ".package-lock.json";

    /// <summary>
    /// Whether every required package is installed in its version and with its checksum. Times of files are ignored, since a fresh checkout
    /// makes the lock file newer without changing it.
    /// </summary>
    public static bool AreInstalled(string folder)
    {
        try
        {
            var installed = Read(Path.Combine(folder, "node_modules", Installed));
            return Read(Path.Combine(folder, Asked)).All(package =>
                installed.TryGetValue(package.Key, out var there) ? there.Sum == package.Value.Sum : package.Value.Optional);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return false;
        }
    }

    // The entry with the empty name is the root package, which is the folder itself.
    private static Dictionary<string, (string Sum, bool Optional)> Read(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(file));
        return json.RootElement.GetProperty("packages").EnumerateObject()
            .Where(package => package.Name.Length > 0)
            .ToDictionary(package => package.Name, package => (Sum(package.Value), IsOptional(package.Value)));
    }

    private static string Sum(JsonElement package) => $"{package.GetProperty("version")} {package.GetProperty("integrity")}";

    private static bool IsOptional(JsonElement package) => package.TryGetProperty("optional", out var optional) && optional.GetBoolean();
}
