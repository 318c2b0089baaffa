namespace Gmlm.Reproduce.Harness;

/// <summary>
/// A temporary folder of one process, outside of the checkout, that is deleted when the work ends. Two runs at once never share a folder.
/// </summary>
public sealed class ScratchFolder : IDisposable
{
    /// <summary>Creates a new folder whose name begins with <paramref name="purpose"/>.</summary>
    public ScratchFolder(string purpose) => Root = Directory.CreateTempSubdirectory($"{purpose}-").FullName;

    /// <summary>The folder.</summary>
    public string Root { get; }

    /// <summary>A path in the folder.</summary>
    public string PathOf(string name) => Path.Combine(Root, name);

    /// <summary>Deletes the folder and its content.</summary>
    public void Dispose() => Directory.Delete(Root, recursive: true);
}
