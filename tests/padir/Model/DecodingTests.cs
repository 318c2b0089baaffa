using Gmlm.Padir.T5;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Gmlm.Padir.Tests.Model;

/// <summary>Which positions the decoder sees, and that batching and padding do not change its logits.</summary>
public class DecodingTests
{
    private const double Rounding = 1e-5;

    private static readonly int[][] Sources = [[5, 6, 7, 8, 9, 10, 1], [11, 12, 1], [13, 1], [20, 21, 22, 23, 1]];
    private static readonly int[][] Targets = [[30, 31, 32, 1], [33, 1], [34, 35, 36, 37, 38, 1], [2, 39, 1]];

    public static readonly TheoryData<bool, FeedForwardKind> Shapes = new() { { false, FeedForwardKind.Relu }, { false, FeedForwardKind.GatedGelu }, { true, FeedForwardKind.GatedGelu } };

    [Theory, MemberData(nameof(Shapes))]
    public void A_later_token_leaves_the_earlier_logits(bool positional, FeedForwardKind kind)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var network = Tensors.Network(Shape(positional, kind));
        var source = network.Encode(Ids(network, Sources[0]));
        Tensor Logits(DecoderMode mode, bool maps, params int[] target) => network.Logits(network.Decode(source, Ids(network, target), mode, maps).States);

        foreach (var maps in new[] { false, true })
        {
            var (before, after) = (Logits(DecoderMode.Causal, maps, 0, 3, 4, 5, 6), Logits(DecoderMode.Causal, maps, 0, 3, 4, 7, 6));
            Assert.Equal(before.narrow(1, 0, 3).Flat(), after.narrow(1, 0, 3).Flat());
            Assert.NotEqual(before.narrow(1, 3, 1).Flat(), after.narrow(1, 3, 1).Flat());
            // The last position sees the change.
            Assert.NotEqual(before.narrow(1, 4, 1).Flat(), after.narrow(1, 4, 1).Flat());
        }

        // In parallel mode the first position sees it too.
        Assert.NotEqual(Logits(DecoderMode.Parallel, false, 9, 3, 4, 5, 6).narrow(1, 0, 1).Flat(), Logits(DecoderMode.Parallel, false, 9, 3, 4, 7, 6).narrow(1, 0, 1).Flat());
    }

    [Theory, MemberData(nameof(Shapes))]
    public void A_padded_batch_decodes_in_parallel_as_each_alone(bool positional, FeedForwardKind kind)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var network = Tensors.Network(Shape(positional, kind));
        var all = network.Forward(Ids(network, Sources), Ids(network, Targets), DecoderMode.Parallel);

        for (var i = 0; i < Sources.Length; i++)
        {
            var alone = network.Forward(Ids(network, Sources[i]), Ids(network, Targets[i]), DecoderMode.Parallel);
            Tensors.Equal(alone, all.narrow(0, i, 1).narrow(1, 0, Targets[i].Length), Rounding);
        }
    }

    [Theory, MemberData(nameof(Shapes))]
    public void Maps_are_distributions_and_change_nothing(bool positional, FeedForwardKind kind)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var network = Tensors.Network(Shape(positional, kind));
        var source = network.Encode(Ids(network, Sources));
        foreach (var mode in new[] { DecoderMode.Causal, DecoderMode.Parallel })
        {
            var with = network.Decode(source, Ids(network, Targets), mode, withMaps: true);
            var without = network.Decode(source, Ids(network, Targets), mode);

            Tensors.Equal(without.States, with.States, Rounding);
            Assert.Null(without.Maps);
            Assert.Equal((2, positional ? 2 : 0, 2), (with.Maps!.Self.Count, with.Maps.Positional.Count, with.Maps.Cross.Count));
            Assert.All(with.Maps.Self.Concat(with.Maps.Positional), map => Assert.Equal([4, 3, 6, 6], map.shape));
            Assert.All(with.Maps.Cross, map => Assert.Equal([4, 3, 6, 7], map.shape));
            Assert.All(with.Maps.Self.Concat(with.Maps.Positional).Concat(with.Maps.Cross), map => Tensors.Equal(ones(map.shape[..3]), map.sum(-1), Rounding));
            // No position attends to padding. Row 1 has 2 target tokens and 3 source tokens.
            Assert.All(with.Maps.Cross, map => Assert.Equal(0, map[1].narrow(-1, 3, 4).abs().max().item<float>()));
            Assert.All(with.Maps.Self.Where(_ => mode == DecoderMode.Parallel), map => Assert.Equal(0, map[1].narrow(-1, 2, 4).abs().max().item<float>()));
        }
    }

    [Fact]
    public void Positional_maps_depend_on_positions_alone()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var network = Tensors.Network(Shape(true, FeedForwardKind.Relu));
        var output = network.Decode(network.Encode(Ids(network, Sources)), Ids(network, [[3, 4, 5], [6, 7, 8], [9, 10, 11], [12, 12, 12]]), DecoderMode.Parallel, withMaps: true);

        Assert.All(output.Maps!.Positional, map => Tensors.Equal(map[0], map[3], Rounding));
        Assert.All(output.Maps.Self, map => Assert.NotEqual(map[0].Flat(), map[3].Flat()));
    }

    [Fact]
    public void Rows_of_a_source_can_be_repeated_and_dropped()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var network = Tensors.Network(Tensors.Tiny);
        var chosen = network.Encode(Ids(network, Sources)).SelectRows(tensor(new long[] { 2, 2, 0 }));
        var states = network.Decode(chosen, Ids(network, Targets[1], Targets[3], Targets[2]), DecoderMode.Parallel).States;
        var again = network.Forward(Ids(network, Sources[2], Sources[2], Sources[0]), Ids(network, Targets[1], Targets[3], Targets[2]), DecoderMode.Parallel);

        Tensors.Equal(again, network.Logits(states), Rounding);
    }

    [Fact]
    public void A_source_of_padding_alone_gives_numbers()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var network = Tensors.Network(Tensors.Tiny);
        foreach (var mode in new[] { DecoderMode.Causal, DecoderMode.Parallel })
        {
            var logits = network.Forward(Ids(network, [5, 1], [0, 0]), Ids(network, [4, 1], [0, 0]), mode);
            Assert.All(logits.Flat(), value => Assert.True(float.IsFinite(value)));
            Tensors.Equal(network.Forward(Ids(network, [5, 1]), Ids(network, [4, 1]), mode), logits.narrow(0, 0, 1), Rounding);
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused_before_it_reaches_the_native_side()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var network = Tensors.Network(Shape(true, FeedForwardKind.Relu) with { Positions = 4 });
        var source = network.Encode(Ids(network, Sources));
        void Refused(Tensor ids) => Assert.Throws<ArgumentException>(() => network.Decode(source, ids, DecoderMode.Parallel));

        Refused(Ids(network, Targets[..3]));
        Refused(Ids(network, [1, 2, 3, 4, 5], [1], [1], [1])); // One position more than the network has.
        Refused(ones(4, 2));
        Refused(ones(4, 2, 1, dtype: ScalarType.Int64));
        Refused(ones(4, 0, dtype: ScalarType.Int64));

        Assert.Throws<ArgumentException>(() => network.Encode(ones(2, 2)));
        Assert.Throws<ArgumentException>(() => network.Logits(ones(2, 5)));
        Assert.Throws<ArgumentException>(() => network.Prepare(ones(2, 3, 24), ones(2, 4, dtype: ScalarType.Bool)));
        Assert.Throws<ArgumentException>(() => network.Prepare(ones(2, 3, 5), ones(2, 3, dtype: ScalarType.Bool)));
        Assert.ThrowsAny<Exception>(() => network.Encode(full([1, 1], 40, ScalarType.Int64)));
        Assert.Contains("row 1, position 0: id 40", Assert.Throws<ArgumentException>(() => Ids(network, [1], [40])).Message);
        Assert.Throws<ArgumentException>(() => Ids(network, [], []));
    }

    private static T5Config Shape(bool positional, FeedForwardKind kind) => Tensors.Tiny with { PositionalAttention = positional, FeedForward = kind, TieEmbeddings = kind == FeedForwardKind.Relu, Positions = 16 };

    private static Tensor Ids(T5Network network, params int[][] rows) => Tensors.Ids(network.Config, rows);
}
