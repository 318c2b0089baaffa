using System.Text;
using Gmlm.Padir.Runtime;
using Gmlm.Padir.Weights;

namespace Gmlm.Reproduce.Harness;

/// <summary>Files that are whole or not there: written beside, flushed, then renamed.</summary>
public static class AtomicFile
{
    private const string UnfinishedSuffix = ".tmp";

    /// <summary>Writes <paramref name="text"/> as UTF-8 without a byte-order mark, creating the folder.</summary>
    /// <exception cref="UserError">The folder cannot be written.</exception>
    public static void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes <paramref name="bytes"/>, creating the folder.</summary>
    /// <inheritdoc cref="Write(string, string)"/>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var beside = $"{path}.{Environment.ProcessId}{UnfinishedSuffix}";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using (var stream = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: true);
            WholeFile.RemoveAbandoned(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException || FileTooLarge.Is(error))
        {
            if (File.Exists(beside))
            {
                File.Delete(beside); // A full disk must not stay fuller for the attempt.
            }

            throw UserError.Missing($"cannot write {path}: {error.Message.TrimEnd('.')}; choose a writable folder with --out or mend its permissions", error);
        }
    }

    /// <summary>What killed processes have left beside <paramref name="path"/>: files that were not renamed any more.</summary>
    public static IEnumerable<string> Unfinished(string path) =>
        Directory.GetFiles(Path.GetDirectoryName(path)!, $"{Path.GetFileName(path)}.*{UnfinishedSuffix}")
            .Where(beside => beside[(path.Length + 1)..^UnfinishedSuffix.Length].All(char.IsAsciiDigit));
}
