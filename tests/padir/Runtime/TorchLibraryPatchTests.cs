using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Gmlm.Padir.Runtime;
using Xunit;

namespace Gmlm.Padir.Tests.Runtime;

public sealed class TorchLibraryPatchTests : IDisposable
{
    private const string Wanted = "GLIBCXX_3.4.32";

    private static readonly HashSet<string> Older = ["GLIBCXX_3.4", "GLIBCXX_3.4.30"];
    private static readonly HashSet<string> Newer = [.. Older, Wanted];

    private static readonly byte[] Library = ElfBuilder.Build(
        [new("libc.so.6", "GLIBC_2.99", Relocated: true), new("libstdc++.so.6", "GLIBCXX_3.4", Relocated: true), new("libstdc++.so.6", Wanted)], []);

    private readonly string _folder = Directory.CreateTempSubdirectory("gmlm-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Only_the_flags_of_the_missing_version_change()
    {
        var (state, _, patched) = TorchLibraryPatch.Weaken(Library, Older);
        var need = ElfVersionNeeds.Read(new ElfImage(Library)).Single(need => need.Version == Wanted);

        Assert.Equal(TorchLibraryState.Patched, state);
        Assert.NotNull(patched);
        Assert.Equal([need.FlagsOffset], Differences(Library, patched));
        Assert.Equal(VersionNeed.WeakFlag, BitConverter.ToUInt16(patched, need.FlagsOffset));
        Assert.Equal(TorchLibraryState.AlreadyPatched, TorchLibraryPatch.Weaken(patched, Older).State);
        Assert.Equal(TorchLibraryState.NotNeeded, TorchLibraryPatch.Weaken(patched, Newer).State);
    }

    [Fact]
    public void Nothing_changes_where_the_version_is_provided()
    {
        var (state, _, patched) = TorchLibraryPatch.Weaken(Library, Newer);

        Assert.Equal(TorchLibraryState.NotNeeded, state);
        Assert.Null(patched);
    }

    [Fact]
    public void A_version_that_is_used_is_never_weakened()
    {
        var library = ElfBuilder.Build([new("libstdc++.so.6", Wanted, Relocated: true)], []);
        var (state, detail, patched) = TorchLibraryPatch.Weaken(library, Older);

        Assert.Equal(TorchLibraryState.Failed, state);
        Assert.Contains(Wanted, detail);
        Assert.Null(patched);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void The_file_is_replaced_and_its_hard_link_keeps_the_old_bytes()
    {
        var (path, cache) = LinkedFiles();
        var time = new DateTime(2024, 5, 6, 7, 8, 9, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(path, time);
        var mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead;
        File.SetUnixFileMode(path, mode);

        Assert.Equal(TorchLibraryState.Patched, TorchLibraryPatch.Apply(path, Older).State);

        Assert.Equal(Library, File.ReadAllBytes(cache));
        Assert.Single(Differences(Library, File.ReadAllBytes(path)));
        Assert.Equal(time, File.GetLastWriteTimeUtc(path));
        Assert.Equal(mode, File.GetUnixFileMode(path));
        Assert.Equal(TorchLibraryState.AlreadyPatched, TorchLibraryPatch.Apply(path, Older).State);
        Assert.Equal(2, Directory.GetFiles(_folder).Length);
    }

    [Fact]
    public void Many_at_once_leave_one_patched_file()
    {
        var (path, cache) = LinkedFiles();
        var states = new TorchLibraryState[16];

        Parallel.For(0, states.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => states[i] = TorchLibraryPatch.Apply(path, Older).State);

        Assert.All(states, state => Assert.True(state is TorchLibraryState.Patched or TorchLibraryState.AlreadyPatched, $"{state}"));
        Assert.Equal(TorchLibraryPatch.Weaken(Library, Older).Patched, File.ReadAllBytes(path));
        Assert.Equal(Library, File.ReadAllBytes(cache));
        Assert.Equal(2, Directory.GetFiles(_folder).Length);
    }

    [Fact]
    public void A_damaged_file_is_left_alone_and_named()
    {
        var path = Path.Combine(_folder, "library.so");
        foreach (var length in new[] { 0, 3, 64, Library.Length / 2, Library.Length - 1 })
        {
            File.WriteAllBytes(path, Library[..length]);
            var status = TorchLibraryPatch.Apply(path, Older);

            Assert.Equal(TorchLibraryState.Failed, status.State);
            Assert.Contains(path, status.Detail);
            Assert.Equal(Library[..length], File.ReadAllBytes(path));
        }

        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public void Where_no_file_can_be_written_the_message_says_what_to_do()
    {
        // A file name of the maximum length leaves no room for the temporary file's longer name, so writing fails for every user, root
        // included.
        var path = Path.Combine(_folder, new string('x', 252) + ".so");
        File.WriteAllBytes(path, Library);
        var status = TorchLibraryPatch.Apply(path, Older);

        Assert.Equal(TorchLibraryState.Failed, status.State);
        Assert.Contains("write access", status.Detail);
        Assert.Equal(Library, File.ReadAllBytes(path));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_folder_without_write_access_gives_the_same_message()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "Root may write everywhere.");
        var path = Path.Combine(_folder, "library.so");
        File.WriteAllBytes(path, Library);
        File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var status = TorchLibraryPatch.Apply(path, Older);
        File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        Assert.Equal(TorchLibraryState.Failed, status.State);
        Assert.Contains("write access", status.Detail);
    }

    private (string Path, string Cache) LinkedFiles()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The library is patched on Linux only.");
        string path = Path.Combine(_folder, "library.so"), cache = Path.Combine(_folder, "cache.so");
        File.WriteAllBytes(cache, Library);
        Assert.Equal(0, Link(cache, path));
        return (path, cache);
    }

    private static List<int> Differences(byte[] a, byte[] b)
    {
        Assert.Equal(a.Length, b.Length);
        return [.. Enumerable.Range(0, a.Length).Where(i => a[i] != b[i])];
    }

    [DllImport("libc", EntryPoint = "link")]
    private static extern int Link([MarshalAs(UnmanagedType.LPUTF8Str)] string existing, [MarshalAs(UnmanagedType.LPUTF8Str)] string link);
}
