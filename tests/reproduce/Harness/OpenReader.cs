namespace Gmlm.Reproduce.Tests.Harness;

/// <summary>Someone who reads a file while another one writes it, and does not keep him from it.</summary>
internal static class OpenReader
{
    /// <summary>Opens; nothing is read yet.</summary>
    public static StreamReader Of(string path) =>
        new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
}
