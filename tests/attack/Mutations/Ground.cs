namespace Gmlm.Attack.Mutations;

/// <summary>
/// Keeps the checkout and the machine as they were: temporary files of the tests go to a folder of their own, and the received files that
/// failing tests leave in the source tree are removed after each fault. Those that were there before stay.
/// </summary>
internal sealed class Ground : IDisposable
{
    private readonly string _tests;
    private readonly HashSet<string> _before;

    /// <summary>Looks at the checkout.</summary>
    public Ground(string root)
    {
        _tests = Path.Combine(root, "tests");
        _before = [.. Received()];
    }

    /// <summary>The folder for temporary files.</summary>
    public string Temporary { get; } = Directory.CreateTempSubdirectory("gmlm-attack-").FullName;

    /// <summary>Removes what a fault has left.</summary>
    public void Clear()
    {
        foreach (var file in Received().Where(file => !_before.Contains(file)))
        {
            File.Delete(file);
        }

        foreach (var left in new DirectoryInfo(Temporary).EnumerateFileSystemInfos())
        {
            Remove(left);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Clear();
        Remove(new DirectoryInfo(Temporary));
    }

    // A process that a test has started may still write there: what cannot be removed now stays in the system's folder for such files.
    private static void Remove(FileSystemInfo left)
    {
        try
        {
            if (left is DirectoryInfo folder)
            {
                folder.Delete(recursive: true);
            }
            else
            {
                left.Delete();
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }

    private string[] Received() =>
    [
        .. MutantBuild.Projects
            .SelectMany(name => Directory.GetFiles(Path.Combine(_tests, name), "*.received.*", SearchOption.AllDirectories)),
    ];
}
