using Gmlm.Padir.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.T5;

/// <summary>
/// Draws T5's random weights: normal, with standard deviations that keep states of unit variance at unit variance. The weights of queries
/// contain the factor 1/√d_kv that T5's attention omits. Logits start with unit variance, by the factor d^−½ if the embeddings are tied,
/// and otherwise by a standard deviation of d^−½ of the output matrix. Without that factor, logits are √d times as large, softmax
/// saturates, gradients become denormal numbers, and a training step takes fifty times as long.
/// </summary>
internal static class T5Initialization
{
    public static void Apply(T5Network network, long seed)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var generator = new Generator((ulong)seed);
        var config = network.Config;
        foreach (var weight in HuggingFaceNames.Of(config))
        {
            var tensor = weight.In(network);
            _ = weight.Kind switch
            {
                WeightKind.Norm => tensor.FillInPlace(1),
                var kind => tensor.normal_(0, StandardDeviation(kind, config), generator),
            };
        }
    }

    private static double StandardDeviation(WeightKind kind, T5Config config) => kind switch
    {
        WeightKind.Embedding => 1,
        WeightKind.Query => Math.Pow((double)config.Width * config.HeadWidth, -0.5),
        WeightKind.AttentionOutput => Math.Pow(config.InnerWidth, -0.5),
        WeightKind.FeedForwardOutput => Math.Pow(config.FeedForwardWidth, -0.5),
        _ => Math.Pow(config.Width, -0.5),
    };
}
