namespace Gmlm.Reproduce.Tests.Harness;

/// <summary>Opens a file for reading such that others may write, rename or delete it meanwhile.</summary>
internal static class OpenReader
{
    /// <summary>Opens the file without reading from it.</summary>
    public static StreamReader Of(string path) =>
        new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
}
