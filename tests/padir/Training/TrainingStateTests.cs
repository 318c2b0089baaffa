using Gmlm.Padir.Tests.Corpora;
using Gmlm.Padir.Training;
using Gmlm.Padir.Weights;
using Xunit;

namespace Gmlm.Padir.Tests.Training;

public sealed class TrainingStateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Current => Path.Combine(_folder.Root, "state");

    /// <summary>
    /// A kill between two renamings leaves the state under its second name only. The next run is stopped at the same place, and the state
    /// must still exist.
    /// </summary>
    [Fact]
    public void The_previous_state_is_kept_until_the_next_one_is_in_place()
    {
        WeightTensor[] weights = [new("a", [1], [1f])];
        var state = new TrainingState(7, [], weights, weights, [], weights);
        state.Save(_folder.Root, "identity");
        Directory.Move(Current, Path.Combine(_folder.Root, "state.old"));
        File.WriteAllText(Current, "in the way of the renaming");
        Assert.ThrowsAny<IOException>(() => (state with { Step = 8 }).Save(_folder.Root, "identity"));
        File.Delete(Current);
        Assert.Equal(7, TrainingState.Load(_folder.Root, "identity")?.Step);
    }

    public void Dispose() => _folder.Dispose();
}
