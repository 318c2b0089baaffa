using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Gmlm.Padir.Runtime;

/// <summary>Writes files atomically: a file is written beside its destination and then renamed, so that it is complete or absent.</summary>
public static class WholeFile
{
    private const string Unfinished = ".tmp";

    /// <summary>Writes a file, and replaces an existing one.</summary>
    /// <inheritdoc cref="WriteAsync"/>
    public static void Write(string path, Action<FileStream> write) => WriteAsync(path, stream =>
    {
        write(stream);
        return Task.CompletedTask;
    }).GetAwaiter().GetResult();

    /// <summary>Writes a text in UTF-8.</summary>
    /// <inheritdoc cref="WriteAsync"/>
    public static void Write(string path, string text) => Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    /// <summary>Writes a file asynchronously, and replaces an existing one. The file's folder must exist.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content. If it throws, the file is not replaced.</param>
    /// <exception cref="IOException">The file cannot be written; an existing file is unchanged, and no temporary file is left.</exception>
    public static async Task WriteAsync(string path, Func<FileStream, Task> write)
    {
        var beside = $"{path}.{Environment.ProcessId}{Unfinished}";
        try
        {
            using (var stream = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                await write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: true);
            RemoveAbandoned(path);
        }
        catch (Exception error) when (FileTooLarge.Is(error))
        {
            throw new IOException($"{path} may not grow so large", error);
        }
        finally
        {
            File.Delete(beside); // The file exists only after a failure.
        }
    }

    /// <summary>
    /// Removes temporary files that killed processes left beside a file: <c>path.PROCESS.tmp</c>, if no process with this number runs.
    /// Files that cannot be removed are ignored.
    /// </summary>
    public static void RemoveAbandoned(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        foreach (
            var beside in Directory.GetFiles(Path.GetDirectoryName(Path.GetFullPath(path))!, $"{Path.GetFileName(path)}.*{Unfinished}"))
        {
            var name = Path.GetFileName(beside);
            var process = name[(Path.GetFileName(path).Length + 1)..^Unfinished.Length];
            if (int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && !IsRunning(id))
            {
                TryDelete(beside);
            }
        }
    }

    private static bool IsRunning(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static void TryDelete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }
}
