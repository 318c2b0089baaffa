using Gmlm.Padir.Autoregressive;
using Gmlm.Padir.Runtime;
using Gmlm.Padir.T5;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Gmlm.Padir.Tests.Model;

/// <summary>Native memory is not garbage-collected, so each step must release the tensors that it made.</summary>
public class LeakTests
{
    private const int Repetitions = 50;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Forward_passes_leave_no_tensors(bool withMaps) => AssertNoneLeft(network =>
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var source = network.Encode(Tensors.Ids(network.Config, [5, 6, 1], [7, 1]));
        foreach (var mode in new[] { DecoderMode.Causal, DecoderMode.Parallel })
        {
            network.Logits(network.Decode(source, Tensors.Ids(network.Config, [8, 9, 1], [3, 1]), mode, withMaps).States);
        }
    });

    [Fact]
    public void Results_outside_of_scopes_are_all_that_lives() => AssertNoneLeft(network =>
    {
        // There is no scope here, so every tensor other than the results must be released by the code itself.
        using var noGradient = no_grad();
        using var ids = Tensors.Ids(network.Config, [5, 6, 1], [7, 1]);
        using var source = network.Encode(ids);
        var output = network.Decode(source, ids, DecoderMode.Parallel, withMaps: true);
        network.Logits(output.States).Dispose();
        output.States.Dispose();
        foreach (var map in output.Maps!.Self.Concat(output.Maps.Positional).Concat(output.Maps.Cross))
        {
            map.Dispose();
        }
    });

    [Fact]
    public void Autoregressive_decoding_leaves_no_tensors() => AssertNoneLeft(network =>
    {
        using var ids = Tensors.Ids(network.Config, [5, 6, 1], [7, 1], [8, 9, 10, 1]);
        foreach (var width in new[] { 1, 3 })
        {
            using var decoder = new AutoregressiveDecoder(network, new() { BeamWidth = width, MaxLength = 18 });
            decoder.Decode(ids);
        }

        using var source = network.Encode(ids);
        new AutoregressiveScorer(network).LogProbabilities(source, [(0, [4, 5]), (2, [])]);
    });

    [Fact]
    public void Training_steps_leave_no_tensors() => AssertNoneLeft(network =>
    {
        using var scope = NewDisposeScope();
        network.train();
        network.zero_grad();
        network.Forward(Tensors.Ids(network.Config, [5, 6, 1], [7, 1]), Tensors.Ids(network.Config, [8, 9, 1], [3, 1]), DecoderMode.Parallel).Squared().mean().backward();
    });

    [Fact]
    public void A_network_gives_its_weights_back() => AssertNoneLeft(network =>
    {
        using var copy = HuggingFaceWeights.Import(network.Config, [.. HuggingFaceWeights.Export(network)]);
    });

    // The statistics are per thread, so that other tests do not affect them.
    private static void AssertNoneLeft(Action<T5Network> step)
    {
        using var network = Tensors.Network(Tensors.Tiny with { PositionalAttention = true });
        for (var i = 0; i < 3; i++)
        {
            step(network);
        }

        var before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        for (var i = 0; i < Repetitions; i++)
        {
            step(network);
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }
}
