using System.Buffers.Binary;

namespace Gmlm.Padir.Runtime;

/// <summary>
/// Makes <c>libLibTorchSharp.so</c> loadable where libstdc++ is older than the one it was linked with.
/// <para>
/// TorchSharp 0.107.0 needs GLIBCXX_3.4.32, which Debian 12 and Ubuntu 22.04 lack. The only symbol of that version is
/// <c>_ZSt21ios_base_library_initv</c>, by which GCC 13 records that libstdc++ initialises the standard streams. It has no relocation, so
/// nothing calls it. With an older libstdc++ its users initialise the streams, and libtorch, which is loaded first, does so
/// (<c>ios_base::Init</c> in libc10.so). The need for that version is therefore marked as weak, which makes the loader ignore it. A version
/// that some relocation refers to is never marked.
/// </para>
/// </summary>
internal static class TorchLibraryPatch
{
    private const string Provider = "libstdc++.so.6";

    // Threads of one process would write the same temporary file. Those of other processes have other names.
    private static readonly Lock Gate = new();

    /// <summary>Marks every missing and unreferenced version of libstdc++ as weak, in a copy of the library's bytes.</summary>
    /// <param name="library">The bytes of the library; not changed.</param>
    /// <param name="provided">The versions that the system's libstdc++ defines.</param>
    /// <returns>The state, and the changed copy if the state is <see cref="TorchLibraryState.Patched"/>.</returns>
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
            return (
                TorchLibraryState.Failed,
                $"The library uses {Names(used)}, which the system's {Provider} lacks. Install a newer libstdc++.",
                null);
        }

        var patched = (byte[])library.Clone();
        foreach (var need in missing)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(patched.AsSpan(need.FlagsOffset), (ushort)(need.Flags | VersionNeed.WeakFlag));
        }

        return (
            TorchLibraryState.Patched,
            $"{Names(missing)}, which the system's {Provider} lacks and the library does not use, was marked as optional.",
            patched);
    }

    /// <summary>
    /// Does the same for a file, which a changed copy replaces. The file may be a hard link into the package cache, so it is never written
    /// to. The copy is written beside it and renamed over it, so that other processes never see half a file. The copy keeps permissions and
    /// time, since the build would otherwise overwrite it.
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
            return new TorchLibraryStatus(
                TorchLibraryState.Failed, $"{path} is damaged: {error.Message} Delete the file and build again.", path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new TorchLibraryStatus(
                TorchLibraryState.Failed,
                $"The system's {Provider} is too old for {path}, and the file could not be replaced: {error.Message} "
                + "Run once with write access to that folder, build into a folder that can be written to, or install libstdc++ of GCC "
                + "13.2 or later.",
                path);
        }
    }

    private static void Replace(string path, byte[] bytes)
    {
        lock (Gate)
        {
            WholeFile.Write(path, copy =>
            {
                copy.Write(bytes);
                copy.Flush();
                File.SetLastWriteTimeUtc(copy.SafeFileHandle, File.GetLastWriteTimeUtc(path));
                if (!OperatingSystem.IsWindows())
                {
                    File.SetUnixFileMode(copy.SafeFileHandle, File.GetUnixFileMode(path));
                }
            });
        }
    }

    private static string Names(IEnumerable<VersionNeed> needs) => string.Join(", ", needs.Select(need => need.Version));
}
