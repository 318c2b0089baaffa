using System.Security.Cryptography;

namespace Gmlm.Attack;

/// <summary>
/// A short checksum of the C# sources of some folders. Stored outcomes are used only with the sources they were found with.
/// </summary>
internal static class SourceSum
{
    /// <summary>The checksum, twelve hexadecimal digits.</summary>
    /// <param name="root">The root of the checkout.</param>
    /// <param name="folders">The folders below the root, with <c>/</c> as separator.</param>
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
