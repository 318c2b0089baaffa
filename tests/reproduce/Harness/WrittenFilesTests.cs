using System.Text;
using Gmlm.Padir.Runtime;
using Gmlm.Reproduce.Harness;
using Xunit;

namespace Gmlm.Reproduce.Tests.Harness;

/// <summary>The list of the files in an output folder, which is written under a lock.</summary>
public sealed class WrittenFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("written").FullName;

    private string List => Path.Combine(_folder, WrittenFiles.ListFile);

    [Fact]
    public void EveryVersionIsListedOnceAndTheLastIsRemoved()
    {
        var written = new WrittenFiles(_folder);
        var path = Path.Combine(_folder, "a", "b.json");
        written.Write(path, "one");
        written.Write(path, "two");
        written.Write(path, "two");
        Assert.Equal(2, File.ReadAllLines(List).Length);
        Assert.Matches("^[0-9a-f]{64}  a/b\\.json\n", File.ReadAllText(List));
        Assert.Equal(1, written.Remove().Removed);
        Assert.Equal([List], Directory.GetFileSystemEntries(_folder));
        Assert.Equal(0, written.Remove().Removed);
    }

    /// <summary>A list that was truncated, or that names files elsewhere, does not remove any file of the user's.</summary>
    [Fact]
    public void ADamagedListRemovesNothingElse()
    {
        var written = new WrittenFiles(Path.Combine(_folder, "out"));
        var outside = Path.Combine(_folder, "outside.txt");
        File.WriteAllText(outside, "");
        written.Write(Path.Combine(_folder, "out", "a.json"), "one");
        var list = Path.Combine(_folder, "out", WrittenFiles.ListFile);
        const string empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"; // SHA-256 of no bytes.
        File.AppendAllText(list, $"{empty}  ../outside.txt\n{empty}  {outside}\n{empty[..20]}");
        written.Write(Path.Combine(_folder, "out", "b.json"), "two");
        Assert.Equal(2, written.Remove().Removed);
        Assert.True(File.Exists(outside));
    }

    [Fact]
    public async Task AWriterWaitsForTheLock()
    {
        var written = new WrittenFiles(_folder);
        var path = Path.Combine(_folder, "a.json");
        Task writing;
        using (FileLock.Take(List, cancel: TestContext.Current.CancellationToken))
        {
            writing = Task.Run(() => written.Write(path, "one"), TestContext.Current.CancellationToken);
            await Task.Delay(100, TestContext.Current.CancellationToken);
            Assert.False(File.Exists(path));
        }

        await writing;
        Assert.True(File.Exists(path));
    }

    /// <summary>A result and its sidecar come from the same run even if two runs save at once.</summary>
    [Fact]
    public void FilesWrittenTogetherStayTogether()
    {
        string[] paths = [Path.Combine(_folder, "one"), Path.Combine(_folder, "two")];
        Parallel.For(0, 40, i => new WrittenFiles(_folder).Write([.. paths.Select(path => (path, Encoding.UTF8.GetBytes($"{i}")))]));
        Assert.Equal(File.ReadAllText(paths[0]), File.ReadAllText(paths[1]));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
