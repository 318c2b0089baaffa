using Gmlm.Padir.Configuration;
using Gmlm.Padir.T5;
using Gmlm.Padir.Runtime;
using Gmlm.Padir.Training;
using TorchSharp;
using Xunit;

namespace Gmlm.Padir.Tests.Training;

/// <summary>A batch computed in parts equals the whole batch.</summary>
public sealed class BatchLossTests
{
    private const ulong Key = 7;

    [Theory]
    [InlineData(DecoderMode.Causal, 1, LossWeighting.All)]
    [InlineData(DecoderMode.Parallel, 1, LossWeighting.Noise)]
    [InlineData(DecoderMode.Parallel, 2, LossWeighting.Mask)]
    public void In_parts_it_has_the_same_losses_and_gradients(DecoderMode mode, int stages, LossWeighting weighting)
    {
        using var model = Model(mode, stages, weighting, dropout: 0);
        var (wholeSums, whole) = Of(model, 1);
        var (sums, gradients) = Of(model, 3);
        Assert.Equal((wholeSums.Tokens, wholeSums.Right, wholeSums.Sentences), (sums.Tokens, sums.Right, sums.Sentences));
        Assert.Equal(wholeSums.TokenLoss, sums.TokenLoss, 1e-3);
        Assert.Equal(wholeSums.LengthLoss, sums.LengthLoss, 1e-3);
        Assert.Equal(wholeSums.RejecterLoss, sums.RejecterLoss, 1e-3);
        Assert.Contains(whole, value => Math.Abs(value) > 1e-2);
        Assert.Equal(whole.Length, gradients.Length);
        Assert.All(whole.Zip(gradients), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    [Fact]
    public void With_dropout_it_is_the_same_every_time_and_another_with_another_key()
    {
        using var model = Model(DecoderMode.Causal, 1, LossWeighting.All, dropout: 0.3);
        float[] Gradients(ulong key)
        {
            torch.random.manual_seed(1); // the seed of the first part's dropout masks
            return Of(model, 3, key).Gradients;
        }

        var first = Gradients(Key);
        Assert.Equal(first, Gradients(Key));
        Assert.NotEqual(first, Gradients(Key + 1));
    }

    [Fact]
    public void Parts_leave_no_tensors_and_libtorch_its_threads()
    {
        using var model = Model(DecoderMode.Parallel, 2, LossWeighting.All, dropout: 0.1);
        var before = torch.get_num_threads();
        Of(model, 3);
        var live = Live();
        for (var step = 0UL; step < 20; step++)
        {
            Of(model, 3, step);
        }

        Assert.Equal(live, Live());
        Assert.Equal(before, torch.get_num_threads());

        // Counts this thread and its worker threads, so that other tests do not affect the count.
        static long Live()
        {
            var counts = new long[3];
            Workers.Of(3).Run(i => counts[i] = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
            return DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount + counts.Sum();
        }
    }

    [Fact]
    public void A_workers_exception_is_the_callers()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Workers.Of(2).Run(i => throw new InvalidOperationException($"of {i}")));
        Assert.StartsWith("of ", error.Message, StringComparison.Ordinal);
        var threads = new int[2];
        Workers.Of(2).Run(i => threads[i] = torch.get_num_threads());
        Assert.Equal([1, 1], threads);
    }

    private static PadirModel Model(DecoderMode mode, int stages, LossWeighting weighting, double dropout)
    {
        var config = TinyTask.Config(mode);
        var model = new PadirModel(config with
        {
            Network = config.Network with { Dropout = dropout },
            LearnedRejecter = mode == DecoderMode.Parallel,
            Loss = new LossOptions { Stages = stages, Weighting = weighting },
        });
        model.train();
        return model;
    }

    // 29 rows of different lengths, in parts of 9, 10 and 10.
    private static (LossSums Sums, float[] Gradients) Of(PadirModel model, int threads, ulong key = Key)
    {
        var sums = new BatchLoss(model, TinyTask.Tokens, threads).Of(TinyTask.Examples(model.Config, 29), key, gradients: true);
        using var scope = torch.NewDisposeScope();
        return (sums, [.. model.parameters().SelectMany(parameter => parameter.grad?.data<float>().ToArray() ?? [])]);
    }
}
