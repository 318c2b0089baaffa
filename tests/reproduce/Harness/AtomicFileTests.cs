using Gmlm.Reproduce.Harness;
using Xunit;

namespace Gmlm.Reproduce.Tests.Harness;

/// <summary>A file is complete or absent, and a failed write leaves no temporary file.</summary>
public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("atomic").FullName;

    [Fact]
    public void WritesThroughNewFolders()
    {
        var path = Path.Combine(_folder, "a", "b", "file.json");
        AtomicFile.Write(path, "one");
        AtomicFile.Write(path, "two");
        Assert.Equal("two", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void AReaderOfTheOldFileReadsItToItsEnd()
    {
        var path = Path.Combine(_folder, "file.json");
        AtomicFile.Write(path, "one");
        using var reader = OpenReader.Of(path);
        AtomicFile.Write(path, "another");
        Assert.Equal("one", reader.ReadToEnd());
        Assert.Equal("another", File.ReadAllText(path));
    }

    [Fact]
    public void AFailedWriteLeavesNothingBehind()
    {
        var path = Path.Combine(_folder, "taken");
        Directory.CreateDirectory(Path.Combine(path, "below")); // The temporary file can be written, but it cannot be renamed to a folder.
        var error = Assert.Throws<UserError>(() => AtomicFile.Write(path, "one"));
        Assert.Equal(ExitCode.Missing, error.ExitCode);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void TemporaryFilesOfKilledProcessesAreRemoved()
    {
        var path = Path.Combine(_folder, "file.json");
        const int nobody = int.MaxValue; // No process has a number this large.
        string[] others = [$"{path}.{Environment.ProcessId}0.txt.tmp", $"{path}.notes.tmp", Path.Combine(_folder, $"other.{nobody}.tmp")];
        Array.ForEach([.. others, $"{path}.{nobody}.tmp"], file => File.WriteAllText(file, "ha"));
        AtomicFile.Write(path, "whole");
        Assert.Equal(others.Append(path).Order(StringComparer.Ordinal), Directory.GetFiles(_folder).Order(StringComparer.Ordinal));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
