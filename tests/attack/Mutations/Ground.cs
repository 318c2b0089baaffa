namespace Gmlm.Attack.Mutations;

/// <summary>
/// Restores the checkout after each fault. Temporary files of the tests go to a separate folder, and the received files that failing tests
/// leave in the source tree are removed. Files that existed before are kept.
/// </summary>
internal sealed class Ground : IDisposable
{
    private readonly string _tests;
    private readonly HashSet<string> _before;

    /// <summary>Records the received files that exist before.</summary>
    public Ground(string root)
    {
        _tests = Path.Combine(root, "tests");
        _before = [.. Received()];
    }

    /// <summary>The folder for temporary files.</summary>
    public string Temporary { get; } = Directory.CreateTempSubdirectory("gmlm-attack-").FullName;

    /// <summary>Removes the files that the tests of a fault left.</summary>
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

    // A process that a test started may still be writing there. Files that cannot be removed stay in the system's temporary folder.
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
