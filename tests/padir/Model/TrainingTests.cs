using System.Diagnostics;
using Gmlm.Padir.T5;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Gmlm.Padir.Tests.Model;

/// <summary>
/// Properties of the network that training relies on: plausible initial losses, correct gradients, and dropout that keeps the mean.
/// </summary>
public class TrainingTests
{
    private static readonly int[][] Sources = [[5, 6, 7, 8, 1], [11, 12, 1]];
    private static readonly int[][] Targets = [[0, 30, 31, 32], [0, 33, 34, 1]];

    [Theory]
    [InlineData(true, FeedForwardKind.Relu)]
    [InlineData(false, FeedForwardKind.GatedGelu)]
    public void The_first_loss_is_near_that_of_guessing(bool tied, FeedForwardKind kind)
    {
        // A shape like those that are trained. A loss far above ln V would mean that the logits are far too large.
        var config = new T5Config
        {
            VocabularySize = 2000, Width = 256, HeadWidth = 32, Heads = 8, FeedForwardWidth = 512, EncoderLayers = 3, DecoderLayers = 3, TieEmbeddings = tied, FeedForward = kind, PositionalAttention = true,
        };
        using var scope = NewDisposeScope();
        using var network = new T5Network(config, seed: 3);
        var ids = arange(2, 2 + (8 * 12), ScalarType.Int64).mul_(19).view(8, 12);
        foreach (var mode in new[] { DecoderMode.Causal, DecoderMode.Parallel })
        {
            var logits = network.Forward(ids, full_like(ids, 5), mode);
            var loss = cross_entropy(logits.flatten(0, 1), ids.flatten());
            loss.backward();

            Assert.InRange(loss.item<float>(), Math.Log(2000) - 1, Math.Log(2000) + 2);
            Assert.InRange(logits.std().item<float>(), 0.3f, 2f);
        }

        Assert.All(network.parameters(), parameter => Assert.InRange(parameter.grad!.norm().item<float>(), 1e-6f, 1e3f));
    }

    /// <summary>d = 64, d_kv = 16, six heads, d_ff = 128.</summary>
    [Fact]
    public void Every_weight_begins_with_its_standard_deviation()
    {
        var config = Tensors.Tiny with
        {
            VocabularySize = 300, Width = 64, HeadWidth = 16, Heads = 6, FeedForwardWidth = 128, TieEmbeddings = false, PositionalAttention = true,
        };
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var network = new T5Network(config, seed: 5);
        Assert.All(HuggingFaceNames.Of(config), weight =>
        {
            var values = weight.In(network).Flat();
            var found = Math.Sqrt(values.Average(value => (double)value * value));
            var expected = weight.Kind switch
            {
                WeightKind.Norm or WeightKind.Embedding => 1,
                WeightKind.Query => 1 / Math.Sqrt(64 * 16),
                WeightKind.AttentionOutput => 1 / Math.Sqrt(6 * 16),
                WeightKind.FeedForwardOutput => 1 / Math.Sqrt(128),
                _ => 1 / Math.Sqrt(64),
            };

            // Six standard errors of a standard deviation.
            Assert.InRange(found / expected, 1 - (6 / Math.Sqrt(2 * values.Length)), 1 + (6 / Math.Sqrt(2 * values.Length)));
        });
    }

    [Fact]
    public void Gradients_are_the_slopes_of_the_loss()
    {
        // The gradients of the position bias are included, which fused attention would not give.
        using var scope = NewDisposeScope();
        using var network = Tensors.Network(Tensors.Tiny with { PositionalAttention = true, TieEmbeddings = false });
        var weights = ones(2 * 4 * 40).cumsum(0).sin_().view(2, 4, 40);
        foreach (var mode in new[] { DecoderMode.Causal, DecoderMode.Parallel })
        {
            Tensor Loss() => (network.Forward(Tensors.Ids(network.Config, Sources), Tensors.Ids(network.Config, Targets), mode) * weights).mean();
            network.zero_grad();
            Loss().backward();
            foreach (var parameter in network.parameters())
            {
                var direction = parameter.grad!.clone();
                var length = direction.norm().item<float>();
                Assert.True(length > 0);
                using var noGradient = no_grad();
                var step = 2e-2 / length;
                parameter.add_(direction, step);
                var above = Loss().item<float>();
                parameter.add_(direction, -2 * step);
                var below = Loss().item<float>();
                parameter.add_(direction, step);

                // In the direction of the gradient, the slope is the gradient's length.
                Assert.Equal(1, (above - below) / (2 * 2e-2) / length, 0.05);
            }
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_network()
    {
        static float[] Weights(long seed)
        {
            using var network = new T5Network(Tensors.Tiny, seed);
            return [.. HuggingFaceWeights.Export(network).SelectMany(tensor => tensor.Values)];
        }

        Assert.Equal(Weights(5), Weights(5));
        Assert.NotEqual(Weights(5), Weights(6));
    }

    [Fact]
    public void Dropout_keeps_the_mean_and_shares_its_mask_between_positions()
    {
        using var scope = NewDisposeScope();
        using var x = ones(400, 5, 300);
        var dropped = SharedDropout.Apply(x, 0.25);

        // The mean over 120,000 masks has a standard error of 0.0017.
        Assert.InRange(dropped.mean().item<float>(), 0.99f, 1.01f);
        Assert.Equal(0, (dropped - dropped.narrow(1, 0, 1)).abs().max().item<float>());
        Assert.Equal([0f, 1 / 0.75f], dropped.Flat().Distinct().Order());
        Assert.Same(x, SharedDropout.Apply(x, 0));
    }

    [Fact]
    public void Dropout_is_of_training_alone()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var network = Tensors.Network(Tensors.Tiny);
        float[] Logits() => network.Forward(Tensors.Ids(network.Config, Sources), Tensors.Ids(network.Config, Targets), DecoderMode.Parallel).Flat();

        Assert.Equal(Logits(), Logits());
        network.train();
        Assert.NotEqual(Logits(), Logits());
    }

    [Fact]
    public void A_few_steps_learn()
    {
        using var network = new T5Network(Tensors.Tiny with { Dropout = 0 }, seed: 2);
        using var optimizer = optim.Adam(network.parameters(), lr: 3e-3);
        var losses = new List<float>();
        var watch = Stopwatch.StartNew();
        for (var step = 0; step < 80; step++)
        {
            using var scope = NewDisposeScope();
            // The causal mode is used, since from random weights the parallel mode long predicts only the tokens' frequencies.
            var ids = Tensors.Ids(network.Config, Sources);
            var shifted = cat([zeros_like(ids.narrow(1, 0, 1)), ids.narrow(1, 0, ids.shape[1] - 1)], 1);
            var loss = cross_entropy(network.Forward(ids, shifted, DecoderMode.Causal).flatten(0, 1), ids.flatten());
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
            losses.Add(loss.item<float>());
        }

        Assert.InRange(losses[^1], 0f, 0.3f * losses[0]);
        // The limit catches denormal numbers, with which the steps would take minutes.
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 30);
    }
}
