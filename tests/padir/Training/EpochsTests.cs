using Gmlm.Padir.Training;
using Xunit;

namespace Gmlm.Padir.Tests.Training;

/// <summary>Each epoch has an order of its own, whatever the step at which a run resumes.</summary>
public sealed class EpochsTests
{
    [Fact]
    public void A_run_goes_on_with_the_batches_of_its_step()
    {
        var config = TinyTask.Config();
        var options = config.Training;
        var examples = TinyTask.Examples(config, 60);
        int[][] expected = [.. Enumerable.Range(0, 4).SelectMany(epoch => Batches.Of(examples, options.BatchTokens, options.Seed, epoch))];
        var inEpoch = expected.Length / 4;
        Assert.True(inEpoch > 2);
        for (var step = 0; step < 3 * inEpoch; step++)
        {
            var epochs = new Epochs(examples, options, step);
            Assert.All(expected.Skip(step).Take(inEpoch + 1), batch => Assert.Equal(batch, epochs.Next()));
        }
    }
}
