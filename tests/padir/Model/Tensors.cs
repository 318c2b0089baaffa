using Gmlm.Padir.T5;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Gmlm.Padir.Tests.Model;

internal static class Tensors
{
    /// <summary>A small shape that uses every feature.</summary>
    public static readonly T5Config Tiny = new()
    {
        VocabularySize = 40, Width = 24, HeadWidth = 6, Heads = 3, FeedForwardWidth = 32, EncoderLayers = 2, DecoderLayers = 2, FeedForward = FeedForwardKind.GatedGelu, Dropout = 0.1,
    };

    public static float[] Flat(this Tensor tensor) => tensor.detach().cpu().contiguous().data<float>().ToArray();

    public static void Equal(Tensor expected, Tensor actual, double tolerance)
    {
        Assert.Equal(expected.shape, actual.shape);
        Equal(expected.Flat(), actual.Flat(), tolerance);
    }

    public static void Equal(float[] expected, float[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        var worst = expected.Zip(actual, (a, b) => Math.Abs((double)a - b)).DefaultIfEmpty(0).Aggregate(0.0, (most, next) => next <= most ? most : next); // A NaN is kept as the worst difference.
        Assert.True(worst <= tolerance, $"The largest difference is {worst}, more than {tolerance}.");
    }

    /// <summary>A network in evaluation mode.</summary>
    public static T5Network Network(T5Config config, long seed = 1)
    {
        var network = new T5Network(config, seed);
        network.eval();
        return network;
    }

    public static Tensor Ids(T5Config config, params int[][] rows) => TokenRows.ToTensor(rows, config);
}
