namespace Gmlm.Padir.Corpora;

/// <summary>Text files, compressed or not.</summary>
public static class TextFile
{
    private const string Compressed = ".gz";

    /// <summary>
    /// The bytes of a file, decompressed where its name ends in .gz; there, damage is an <see cref="InvalidDataException"/> while reading.
    /// </summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read, or is a folder.</exception>
    public static Stream Open(string path)
    {
        var file = File.OpenRead(path);
        return path.EndsWith(Compressed, StringComparison.Ordinal) ? new GzipMembers(file) : file;
    }
}
