using System.Security.Cryptography;
using System.Text;
using Gmlm.Padir.Runtime;

namespace Gmlm.Reproduce.Harness;

/// <summary>
/// The files that this program has written into an output folder, listed with their SHA-256 in <see cref="ListFile"/> of that folder.
/// <c>clean</c> removes only these files, since an output folder may also hold files of the user's. The list is also the
/// lock under which files
/// are written and removed, so that two runs at once do not mix their files.
/// </summary>
/// <param name="output">The output folder.</param>
public sealed class WrittenFiles(string output)
{
    /// <summary>The name of the list, which has the format of <c>sha256sum --check</c>.</summary>
    public const string ListFile = ".written.sha256";

    private const int SumLength = 64;
    private const string Gap = "  ";

    private string List => Path.Combine(output, ListFile);

    /// <summary>Writes files, each atomically. A process that reads under the same lock sees all of them or none.</summary>
    /// <exception cref="UserError">The folder cannot be written.</exception>
    public void Write(params IReadOnlyList<(string Path, byte[] Bytes)> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        using var held = Hold();
        var (known, whole) = Read(held);
        var added = files.Select(file => Line(file.Path, file.Bytes)).Where(line => !known.Contains(line)).Distinct().ToArray();

        // The list is written first. After a kill it may name a file that does not exist, but every existing file is in it.
        try
        {
            held.File.Seek(0, SeekOrigin.End);
            held.File.Write(Encoding.UTF8.GetBytes((whole ? "" : "\n") + Text(added)));
            held.File.Flush(flushToDisk: true);
        }
        catch (Exception error) when (error is IOException || FileTooLarge.Is(error))
        {
            throw Unwritable(error);
        }

        foreach (var (path, bytes) in files)
        {
            AtomicFile.Write(path, bytes);
        }
    }

    /// <summary>Writes a text, UTF-8 without a byte-order mark.</summary>
    /// <inheritdoc cref="Write(IReadOnlyList{ValueTuple{string, byte[]}})"/>
    public void Write(string path, string text) => Write((path, Encoding.UTF8.GetBytes(text)));

    /// <summary>
    /// Calls <paramref name="read"/> while no other process writes. If the list cannot be locked, as in a read-only folder,
    /// it is called at once.
    /// </summary>
    public T WhileNobodyWrites<T>(Func<T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        try
        {
            using var held = File.Exists(List) ? FileLock.Take(List) : null;
            return read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return read();
        }
    }

    /// <summary>
    /// Removes the unchanged files of the list, the temporary files of killed runs beside them, and the folders that become empty.
    /// </summary>
    /// <returns>The number of removed files, and the files that were kept because they changed after they were written.</returns>
    /// <exception cref="IOException">A file cannot be removed.</exception>
    public (int Removed, IReadOnlyList<string> Changed) Remove()
    {
        if (!File.Exists(List))
        {
            return (0, []);
        }

        using var held = Hold();
        var (known, _) = Read(held);
        string[] paths = [.. known.Select(PathOf).Distinct().Where(path => IsBelow(path) && Directory.Exists(Path.GetDirectoryName(path)))];
        var removed = 0;
        var changed = new List<string>();
        foreach (var path in paths)
        {
            string[] ours = [.. AtomicFile.Unfinished(path)];
            if (File.Exists(path))
            {
                if (known.Contains(Line(path, File.ReadAllBytes(path))))
                {
                    ours = [.. ours, path];
                }
                else
                {
                    changed.Add(path);
                }
            }

            Array.ForEach(ours, File.Delete);
            removed += ours.Length;
        }

        foreach (var path in paths)
        {
            RemoveEmpty(Path.GetDirectoryName(path)!);
        }

        held.File.SetLength(0);
        held.File.Seek(0, SeekOrigin.Begin);
        held.File.Write(Encoding.UTF8.GetBytes(Text(known.Where(line => changed.Contains(PathOf(line))))));
        return (removed, changed);
    }

    // The lines, and whether the last one is complete; a kill may have cut it.
    private static (HashSet<string> Lines, bool Whole) Read(FileLock held)
    {
        held.File.Seek(0, SeekOrigin.Begin);
        using var reader = new StreamReader(held.File, Encoding.UTF8, leaveOpen: true);
        var text = reader.ReadToEnd();
        return ([.. text.Split('\n').Where(line => line.Length > SumLength + Gap.Length)], text.Length == 0 || text[^1] == '\n');
    }

    private static string Text(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));

    private string PathOf(string line) => Path.GetFullPath(line[(SumLength + Gap.Length)..], output);

    private FileLock Hold()
    {
        try
        {
            return FileLock.Take(List);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(error);
        }
    }

    private UserError Unwritable(Exception error)
    {
        const string advice = "choose a writable folder with --out or mend its permissions";
        return UserError.Missing($"cannot write {List}: {error.Message.TrimEnd('.')}; {advice}", error);
    }

    private bool IsBelow(string path) => !Path.GetRelativePath(output, path).StartsWith("..", StringComparison.Ordinal);

    private string Line(string path, byte[] bytes) =>
        Convert.ToHexStringLower(SHA256.HashData(bytes)) + Gap + Path.GetRelativePath(output, path).Replace('\\', '/');

    private void RemoveEmpty(string folder)
    {
        while (folder.Length > output.Length && Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
            folder = Path.GetDirectoryName(folder)!;
        }
    }
}
