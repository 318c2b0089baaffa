namespace Gmlm.Padir.Corpora;

/// <summary>Opens text files, compressed or not.</summary>
public static class TextFile
{
    private const string Compressed = ".gz";

    /// <summary>
    /// Opens the bytes of a file, decompressed if its name ends in .gz. Reading a damaged .gz file throws
    /// <see cref="InvalidDataException"/>.
    /// </summary>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or the path is a folder.</exception>
    public static Stream Open(string path)
    {
        var file = File.OpenRead(path);
        return path.EndsWith(Compressed, StringComparison.Ordinal) ? new GzipMembers(file) : file;
    }
}
