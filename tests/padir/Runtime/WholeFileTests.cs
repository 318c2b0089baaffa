using Gmlm.Padir.Runtime;
using Gmlm.Padir.Tests.Corpora;
using Xunit;

namespace Gmlm.Padir.Tests.Runtime;

public sealed class WholeFileTests : IDisposable
{
    private const int Nobody = int.MaxValue; // No process has a number this large.

    private readonly TemporaryFolder _folder = new();

    private string Target => Path.Combine(_folder.Root, "model.safetensors");

    [Fact]
    public void A_temporary_file_of_a_killed_process_is_removed_by_the_next_write()
    {
        File.WriteAllText($"{Target}.{Nobody}.tmp", "ha");
        WholeFile.Write(Target, "whole");
        Assert.Equal([Target], Directory.GetFiles(_folder.Root));
        Assert.Equal("whole", File.ReadAllText(Target));
    }

    [Fact]
    public void A_temporary_file_of_a_running_process_stays()
    {
        var beside = $"{Target}.{Environment.ProcessId}.tmp";
        File.WriteAllText(beside, "ha");
        WholeFile.RemoveAbandoned(Target);
        Assert.True(File.Exists(beside));
    }

    public void Dispose() => _folder.Dispose();
}
