using System.Security.Cryptography;

namespace Gmlm.Attack;

/// <summary>A short sum over the C# sources of some folders: what was found with other sources is found anew.</summary>
internal static class SourceSum
{
    /// <summary>Twelve hexadecimal digits.</summary>
    /// <param name="root">The checkout.</param>
    /// <param name="folders">Below it, separated by <c>/</c>.</param>
    public static string Of(string root, params IEnumerable<string> folders)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in folders.SelectMany(folder => Files(Path.Combine(root, folder))).Order(StringComparer.Ordinal))
        {
            hash.AppendData(File.ReadAllBytes(file));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    private static IEnumerable<string> Files(string folder) => Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
}
