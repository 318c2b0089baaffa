namespace Gmlm.Reproduce.Harness;

/// <summary>
/// A folder for one piece of work of one process, outside of the checkout, and gone with it: two runs side by side never meet in one.
/// </summary>
public sealed class ScratchFolder : IDisposable
{
    /// <summary>Makes a new one; <paramref name="purpose"/> is the beginning of its name.</summary>
    public ScratchFolder(string purpose) => Root = Directory.CreateTempSubdirectory($"{purpose}-").FullName;

    /// <summary>The folder.</summary>
    public string Root { get; }

    /// <summary>A path in it.</summary>
    public string PathOf(string name) => Path.Combine(Root, name);

    /// <summary>Deletes it with all it holds.</summary>
    public void Dispose() => Directory.Delete(Root, recursive: true);
}
