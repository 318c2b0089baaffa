using Gmlm.Padir.Decoding;
using Gmlm.Padir.Inference;
using Gmlm.Padir.T5;
using Gmlm.Padir.Tests.Autoregressive;
using Gmlm.Padir.Tests.Model;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Gmlm.Padir.Tests.Inference;

/// <summary>The passes with prepared weights equal those of the network.</summary>
public class PassTests
{
    private static readonly int[][] Sources = [[5, 6, 7, 8, 9, 10, 1], [11, 12, 1], [13, 1]];

    public static TheoryData<bool, FeedForwardKind, bool> Shapes => Networks.Shapes;

    [Theory, MemberData(nameof(Shapes))]
    public void Sources_are_encoded_as_by_the_network(bool positional, FeedForwardKind kind, bool tied)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var network = Networks.Varied(positional, kind, tied);
        using var weights = new PreparedWeights(network);
        foreach (var rows in new[] { Sources, [Sources[0]], [Sources[1], Sources[1]] })
        {
            var ids = Tensors.Ids(network.Config, rows);
            var (expected, ours) = (network.Encode(ids), EncoderPass.Encode(network, weights, ids));
            Tensors.Equal(expected.States, ours.States, 2e-5);
            Assert.Equal(expected.Visible.data<bool>(), ours.Visible.data<bool>());
            for (var layer = 0; layer < network.Config.DecoderLayers; layer++)
            {
                Tensors.Equal(expected[layer].Key, ours[layer].Key, 2e-5);
                Tensors.Equal(expected[layer].Value, ours[layer].Value, 2e-5);
            }
        }
    }

    /// <summary>
    /// Queries with several lengths and positions, then fewer rows, then the first queries again, so that a buffer kept from another call
    /// would show.
    /// </summary>
    [Theory, MemberData(nameof(Shapes))]
    public void Logits_are_those_of_the_network(bool positional, FeedForwardKind kind, bool tied)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var network = Networks.Varied(positional, kind, tied);
        using var model = new NetworkDecodingModel(network, network.Encode(Tensors.Ids(network.Config, Sources)));
        DecodingQuery[] all = [new(0, [5, 8, 9, 2, 30, 1], [0, 2, 4]), new(1, [7, 1], [0]), new(2, [3, 3, 3, 1], [0, 1, 2]), new(0, [12, 13, 1], [1])];
        DecodingQuery[] even = [all[0] with { Source = 0 }, all[0] with { Source = 1, Tokens = [9, 9, 9, 9, 9, 1] }, all[0] with { Source = 2 }];
        foreach (var batch in new[] { all, even, [all[2]], [all[0], all[3]], all, [.. all.Select(query => query with { Tokens = [.. query.Tokens.Select(id => id == 1 ? 1 : 2 + (id * 7 % 30))] })] })
        {
            List<float> expected = [], ours = [];
            foreach (var query in batch)
            {
                var logits = network.Forward(Tensors.Ids(network.Config, Sources[query.Source]), Tensors.Ids(network.Config, [.. query.Tokens]), DecoderMode.Parallel);
                expected.AddRange(query.Positions.SelectMany(i => logits[0, i].Flat()));
            }

            model.Logits(batch, (logits, _) => ours.AddRange(logits));
            Tensors.Equal([.. expected], [.. ours], 5e-5);
        }
    }

    [Fact]
    public void The_rejecter_sees_the_states_behind_the_last_norm()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var network = Networks.Varied(false, FeedForwardKind.Relu, tied: true);
        using var head = new RejecterHead(network.Config.Width);
        var source = network.Encode(Tensors.Ids(network.Config, Sources[0]));
        using var model = new NetworkDecodingModel(network, source, head);
        float[] ours = [];
        model.Logits([new(0, [5, 8, 9, 1], [0, 1, 2])], (_, correctness) => ours = [.. correctness]);
        var states = network.Decode(source, Tensors.Ids(network.Config, [5, 8, 9, 1]), DecoderMode.Parallel).States.narrow(1, 0, 3).flatten(0, 1);
        Tensors.Equal(nn.functional.logsigmoid(head.Forward(states)).Flat(), ours, 2e-5);
    }
}
