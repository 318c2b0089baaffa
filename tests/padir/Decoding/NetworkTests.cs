using Gmlm.Padir.Configuration;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.T5;
using Gmlm.Padir.Tests.Model;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Gmlm.Padir.Tests.Decoding;

public class NetworkTests
{
    private static readonly int[][] Sources = [[5, 6, 7, 8, 9, 10, 1], [11, 12, 1], [13, 1], [20, 21, 22, 23, 1]];
    private static readonly Candidate[] Candidates = [new(0, 9), new(1, 2), new(3, 5), new(2, 1), new(1, 4), new(0, 3)];
    private static readonly DecodingTokens Tokens = new(0, 1, 39, position => 30 + position, 9, 4, 20, 29, 3);

    public static readonly TheoryData<DecodingOptions> Options = new()
    {
        new DecodingOptions { Iterations = 4 },
        new DecodingOptions { Iterations = 6, StopAtFixedPoint = true },
        new DecodingOptions { Iterations = 3, Rejecter = new LinearSchedule(), Update = UpdateScheme.EasyFirst },
        new DecodingOptions { Iterations = 3, Rejecter = new CosineSchedule(), Update = UpdateScheme.Rejected, Input = InputScheme.MaskRange },
        new DecodingOptions { Iterations = 3, Rejecter = new LinearSchedule(), Remasking = RemaskingScheme.SummedArgmax, RemaskStutter = true },
    };

    [Theory, MemberData(nameof(Options))]
    public void A_batch_decodes_as_each_alone(DecodingOptions options)
    {
        using var network = Tensors.Network(Tensors.Tiny);
        var batch = Decode(network, options, Candidates);
        for (var i = 0; i < Candidates.Length; i++)
        {
            var alone = Decode(network, options, Candidates[i])[0];
            Assert.Equal(alone.Tokens, batch[i].Tokens);
            Assert.Equal(alone.Iterations, batch[i].Iterations);
            Assert.Equal(alone.Score, batch[i].Score, 3);
            Assert.Equal(Candidates[i].Length, batch[i].Tokens.Count);
        }
    }

    [Fact]
    public void One_iteration_is_the_argmax_of_the_networks_logits()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var network = Tensors.Network(Tensors.Tiny);
        var result = Decode(network, new() { Iterations = 1 }, new Candidate(1, 3))[0];
        var logits = network.Forward(Tensors.Ids(Tensors.Tiny, Sources[1]), Tensors.Ids(Tensors.Tiny, [39, 39, 39, 1]), DecoderMode.Parallel).narrow(1, 0, 3)[0];
        Assert.Equal(logits.argmax(-1).data<long>().ToArray().Select(id => (int)id), result.Tokens);
        Tensors.Equal(nn.functional.log_softmax(logits, -1).max(-1).values.Flat(), [.. result.LogProbabilities], 1e-5);
    }

    [Fact]
    public void No_tensor_is_left_over()
    {
        using var network = Tensors.Network(Tensors.Tiny);
        var options = new DecodingOptions { Iterations = 20, Rejecter = new LinearSchedule(), Update = UpdateScheme.EasyFirst }; // Shorter sequences reach their fixed points earlier and leave the batch.
        Assert.True(Decode(network, options, Candidates).Select(result => result.Iterations).Distinct().Count() > 2);
        var before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount; // The count is per thread, so that other tests do not affect it.
        for (var i = 0; i < 10; i++)
        {
            Decode(network, options, Candidates);
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Decoding_stops_between_two_evaluations()
    {
        using var network = Tensors.Network(Tensors.Tiny);
        using var scope = NewDisposeScope();
        using var source = network.Encode(Tensors.Ids(network.Config, Sources));
        using var stop = new CancellationTokenSource();
        using var model = new NetworkDecodingModel(network, source, null, null, cancel: stop.Token);
        var query = new DecodingQuery(0, [20, 21, 1], [0, 1]);
        model.Logits([query], (_, _) => stop.Cancel());
        Assert.Throws<OperationCanceledException>(() => model.Logits([query], (_, _) => { }));
    }

    private static IReadOnlyList<DecodedCandidate> Decode(T5Network network, DecodingOptions options, params Candidate[] candidates)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var source = network.Encode(Tensors.Ids(network.Config, Sources));
        using var model = new NetworkDecodingModel(network, source);
        return new ParallelDecoder(options, Tokens).Decode(model, candidates, new Random(1));
    }
}
