using Gmlm.Padir.Training;
using Xunit;

namespace Gmlm.Padir.Tests.Training;

/// <summary>Batches contain every example once, and no more tokens than allowed.</summary>
public class BatchesTests
{
    private static readonly Example[] Examples = [.. Enumerable.Range(0, 500).Select(i => new Example([1, 2], new int[1 + (i * 37 % 23)]))];

    [Fact]
    public void An_epoch_has_every_example_once() => Assert.Equal(Enumerable.Range(0, 500), Batches.Of(Examples, 64, 1, 3).SelectMany(batch => batch).Order());

    [Fact]
    public void No_batch_is_too_large()
    {
        var batches = Batches.Of(Examples, 64, 1, 0);
        Assert.All(batches, batch => Assert.InRange(batch.Length * batch.Max(i => Examples[i].Target.Length), 1, 64));

        // Examples of similar length are batched together, so padding is a small share.
        var padded = batches.Sum(batch => batch.Length * batch.Max(i => Examples[i].Target.Length));
        Assert.InRange(padded, 1, 1.05 * Examples.Sum(example => example.Target.Length));
    }

    [Fact]
    public void An_example_longer_than_allowed_is_a_batch_of_its_own() => Assert.All(Batches.Of(Examples, 1, 1, 0), batch => Assert.Single(batch));

    [Fact]
    public void Seed_and_epoch_decide_the_order()
    {
        static int[][] Of(long seed, int epoch) => [.. Batches.Of(Examples, 64, seed, epoch)];
        Assert.Equal(Of(1, 0), Of(1, 0));
        Assert.NotEqual(Of(1, 0), Of(1, 1));
        Assert.NotEqual(Of(1, 0), Of(2, 0));
    }
}
