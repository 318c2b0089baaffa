using System.Diagnostics;
using Gmlm.Padir.Autoregressive;
using Gmlm.Padir.Inference;
using Gmlm.Padir.T5;
using Gmlm.Padir.Tests.Model;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Gmlm.Padir.Tests.Autoregressive;

/// <summary>Compares the decoder with its hand-written reference: equal tokens, and nearly equal time.</summary>
public class StepSpeedTests
{
    private const int Steps = 20;

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void The_hand_written_steps_give_the_same_tokens(int batch)
    {
        var (ours, peers, _, _) = Measure(batch, width: 64, rounds: 1);
        Assert.Equal(peers, ours);
        Assert.True(ours.Distinct().Count() > 3, "Too few different tokens to show anything.");
    }

    [Theory, Trait("Category", "Slow")]
    [InlineData(1, 128)]
    [InlineData(1, 256)]
    [InlineData(32, 128)]
    [InlineData(128, 128)]
    public void A_step_takes_at_most_a_tenth_longer_than_the_hand_written_one(int batch, int width)
    {
        var threads = get_num_threads();
        set_num_threads(1);
        try
        {
            var (_, _, ours, peers) = Measure(batch, width, rounds: batch == 1 ? 400 : 40);
            TestContext.Current.TestOutputHelper?.WriteLine($"{ours:0} µs, hand-written {peers:0} µs, ratio {ours / peers:0.000}");
            Assert.InRange(ours / peers, 0, 1.1);
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    // Both run in alternation, one step each. For every step the shortest time of all rounds counts, since other load on the machine only
    // adds time.
    private static (long[] Ours, long[] Peers, double OurMicroseconds, double PeerMicroseconds) Measure(int batch, int width, int rounds)
    {
        using var scope = NewDisposeScope();
        using var inference = inference_mode();
        using var network = Tensors.Network(new T5Config
        {
            VocabularySize = 6000, Width = width, HeadWidth = 32, Heads = width / 32, FeedForwardWidth = 2 * width, EncoderLayers = 4, DecoderLayers = 4,
        });
        foreach (var (name, parameter) in network.named_parameters())
        {
            // Without this factor, tied embeddings and random weights would make the previous token always the most probable one.
            parameter.mul_(name.EndsWith("Output", StringComparison.Ordinal) ? 6 : 1);
        }

        var sources = Tensors.Ids(network.Config, [.. Enumerable.Range(0, batch).Select(row => Enumerable.Range(0, 16).Select(i => 2 + (((row * 97) + (i * 389)) % 5990)).ToArray())]);
        using var weights = new PreparedWeights(network);
        var ours = new double[Steps];
        var peers = new double[Steps];
        List<long> ourTokens = [], peerTokens = [];
        var ids = new long[batch];
        for (var round = 0; round < rounds; round++)
        {
            using var peer = new HandWrittenSteps(network, sources, Steps);
            using var model = new IncrementalDecoder(network, weights, network.Encode(sources), 1, Steps);
            Array.Fill(ids, network.Config.StartId);
            for (var step = 0; step < Steps; step++)
            {
                var start = Stopwatch.GetTimestamp();
                GreedySearch.Read(model, ids);
                var middle = Stopwatch.GetTimestamp();
                var theirs = peer.Step();
                var end = Stopwatch.GetTimestamp();
                Keep(ours, step, round, middle - start);
                Keep(peers, step, round, end - middle);
                if (round == 0)
                {
                    ourTokens.AddRange(ids);
                    peerTokens.AddRange(theirs);
                }
            }
        }

        return ([.. ourTokens], [.. peerTokens], ours.Average(), peers.Average());
    }

    private static void Keep(double[] shortest, int step, int round, long ticks)
    {
        var time = ticks * 1e6 / Stopwatch.Frequency;
        shortest[step] = round == 0 ? time : Math.Min(shortest[step], time);
    }
}
