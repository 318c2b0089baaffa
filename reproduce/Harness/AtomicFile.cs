using System.Text;
using Gmlm.Padir.Runtime;

namespace Gmlm.Reproduce.Harness;

/// <summary>
/// Writes files atomically (<see cref="WholeFile"/>) into folders that need not exist yet, with errors of the command line.
/// </summary>
public static class AtomicFile
{
    private const string UnfinishedSuffix = ".tmp";

    /// <summary>Writes a text as UTF-8 without a byte-order mark.</summary>
    /// <exception cref="UserError">The folder cannot be written.</exception>
    public static void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes bytes.</summary>
    /// <inheritdoc cref="Write(string, string)"/>
    public static void Write(string path, byte[] bytes)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            WholeFile.Write(path, stream => stream.Write(bytes));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw UserError.Missing(
                $"cannot write {path}: {error.Message.TrimEnd('.')}; choose a writable folder with --out or mend its permissions", error);
        }
    }

    /// <summary>The temporary files that killed processes left beside <paramref name="path"/>.</summary>
    public static IEnumerable<string> Unfinished(string path) =>
        Directory.GetFiles(Path.GetDirectoryName(path)!, $"{Path.GetFileName(path)}.*{UnfinishedSuffix}")
            .Where(beside => beside[(path.Length + 1)..^UnfinishedSuffix.Length].All(char.IsAsciiDigit));
}
