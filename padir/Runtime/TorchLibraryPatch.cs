using System.Buffers.Binary;

namespace Gmlm.Padir.Runtime;

/// <summary>
/// Makes <c>libLibTorchSharp.so</c> loadable where libstdc++ is older than the one it was linked with.
/// <para>
/// TorchSharp 0.107.0 wants GLIBCXX_3.4.32, which Debian 12 and Ubuntu 22.04 lack. The only symbol of that version is
/// <c>_ZSt21ios_base_library_initv</c>, a mark by which GCC 13 says "libstdc++ initialises the standard streams", with no relocation: nothing
/// calls it. An older libstdc++ leaves that to its users, and libtorch, loaded first, is one that does it (<c>ios_base::Init</c> in libc10.so).
/// So the wish for that version is marked as weak, and the loader passes over it. A version that some relocation does refer to is never weakened.
/// </para>
/// </summary>
internal static class TorchLibraryPatch
{
    private const string Provider = "libstdc++.so.6";

    /// <summary>The library's bytes with every missing, unreferenced version of libstdc++ marked as weak.</summary>
    /// <param name="library">The bytes of the library; not changed.</param>
    /// <param name="provided">The versions the system's libstdc++ defines.</param>
    /// <returns>The state, and the changed copy when it is <see cref="TorchLibraryState.Patched"/>.</returns>
    /// <exception cref="InvalidDataException">The file is malformed.</exception>
    public static (TorchLibraryState State, string Detail, byte[]? Patched) Weaken(byte[] library, IReadOnlySet<string> provided)
    {
        var image = new ElfImage(library);
        var absent = ElfVersionNeeds.Read(image).Where(need => need.File == Provider && !provided.Contains(need.Version)).ToList();
        var missing = absent.Where(need => !need.IsWeak).ToList();
        if (missing.Count == 0)
        {
            return absent.Count == 0
                ? (TorchLibraryState.NotNeeded, $"The system's {Provider} has every version the library wants.", null)
                : (TorchLibraryState.AlreadyPatched, $"{Names(absent)} is already marked as optional.", null);
        }

        var relocated = ElfReferences.RelocatedVersions(image);
        var used = missing.Where(need => relocated.Contains(need.Index)).ToList();
        if (used.Count > 0)
        {
            return (TorchLibraryState.Failed, $"The library uses {Names(used)}, which the system's {Provider} lacks. Install a newer libstdc++.", null);
        }

        var patched = (byte[])library.Clone();
        foreach (var need in missing)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(patched.AsSpan(need.FlagsOffset), (ushort)(need.Flags | VersionNeed.WeakFlag));
        }

        return (TorchLibraryState.Patched, $"{Names(missing)}, which the system's {Provider} lacks and the library does not use, was marked as optional.", patched);
    }

    /// <summary>
    /// The same for a file, replaced by a copy. The file may be a hard link into the package cache, so it is never written to: the copy
    /// is made beside it and renamed over it, which also keeps other processes from ever seeing half a file. The copy keeps permissions and
    /// time, so that the build takes it for the file it has put there and does not put it there again.
    /// </summary>
    public static TorchLibraryStatus Apply(string path, IReadOnlySet<string> provided)
    {
        try
        {
            var (state, detail, patched) = Weaken(File.ReadAllBytes(path), provided);
            if (patched is not null)
            {
                Replace(path, patched);
            }

            return new TorchLibraryStatus(state, detail, path);
        }
        catch (InvalidDataException error)
        {
            return new TorchLibraryStatus(TorchLibraryState.Failed, $"{path} is damaged: {error.Message} Delete the file and build again.", path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new TorchLibraryStatus(
                TorchLibraryState.Failed,
                $"The system's {Provider} is too old for {path}, and the file could not be replaced: {error.Message} "
                + "Run once with write access to that folder, build into a folder that can be written to, or install libstdc++ of GCC 13.2 or later.",
                path);
        }
    }

    private static void Replace(string path, byte[] bytes)
    {
        var beside = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp");
        try
        {
            File.WriteAllBytes(beside, bytes);
            File.SetLastWriteTimeUtc(beside, File.GetLastWriteTimeUtc(path));
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(beside, File.GetUnixFileMode(path));
            }

            File.Move(beside, path, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    private static string Names(IEnumerable<VersionNeed> needs) => string.Join(", ", needs.Select(need => need.Version));
}
