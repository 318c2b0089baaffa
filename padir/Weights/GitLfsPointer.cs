namespace Gmlm.Padir.Weights;

/// <summary>
/// Recognises a Git LFS pointer: the few lines of text that Git keeps in place of a large file until `git lfs pull` fetches it.
/// </summary>
internal static class GitLfsPointer
{
    /// <summary>The error and its remedy, for a message that begins with the file's name.</summary>
    public const string Complaint = "it is a Git LFS pointer, not the file itself; fetch that with `git lfs pull`";

    private static ReadOnlySpan<byte> Beginning => "version https://git-lfs.github.com/spec/"u8;

    /// <summary>Whether a file that begins with these bytes is a pointer.</summary>
    public static bool Begins(ReadOnlySpan<byte> file) => file.StartsWith(Beginning);

    /// <summary>Whether a text is a pointer.</summary>
    public static bool Begins(string text) => text.StartsWith("version https://git-lfs.github.com/spec/", StringComparison.Ordinal);

    /// <summary>Whether a stream holds a pointer. The stream must be at its beginning, and is returned to it.</summary>
    public static bool Begins(Stream stream)
    {
        Span<byte> first = stackalloc byte[Beginning.Length];
        var read = stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return Begins(first[..read]);
    }
}
