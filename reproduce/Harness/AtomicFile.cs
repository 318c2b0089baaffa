namespace Gmlm.Reproduce.Harness;

/// <summary>Files that are whole or not there: written beside, flushed, then renamed.</summary>
public static class AtomicFile
{
    /// <summary>Writes <paramref name="text"/> as UTF-8 without a byte-order mark, creating the folder.</summary>
    /// <exception cref="UserError">The folder cannot be written.</exception>
    public static void Write(string path, string text)
    {
        var beside = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using (var stream = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
                stream.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(beside))
            {
                File.Delete(beside); // A full disk must not stay fuller for the attempt.
            }

            throw UserError.Missing($"cannot write {path}: {error.Message.TrimEnd('.')}; choose a writable folder with --out or mend its permissions", error);
        }
    }
}
