using Gmlm.Padir.Tests.Corpora;
using Gmlm.Padir.Weights;
using Xunit;

namespace Gmlm.Padir.Tests.Weights;

public sealed class WholeFileTests : IDisposable
{
    private const int Nobody = int.MaxValue; // Above the largest number of a process.

    private readonly TemporaryFolder _folder = new();

    private string Target => Path.Combine(_folder.Root, "model.safetensors");

    [Fact]
    public void What_a_killed_process_left_beside_goes_with_the_next_writing()
    {
        File.WriteAllText($"{Target}.{Nobody}.tmp", "ha");
        WholeFile.Write(Target, "whole");
        Assert.Equal([Target], Directory.GetFiles(_folder.Root));
        Assert.Equal("whole", File.ReadAllText(Target));
    }

    [Fact]
    public void What_a_running_process_is_writing_stays()
    {
        var beside = $"{Target}.{Environment.ProcessId}.tmp";
        File.WriteAllText(beside, "ha");
        WholeFile.RemoveAbandoned(Target);
        Assert.True(File.Exists(beside));
    }

    public void Dispose() => _folder.Dispose();
}
