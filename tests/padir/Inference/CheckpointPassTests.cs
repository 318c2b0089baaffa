using Gmlm.Padir.Autoregressive;
using Gmlm.Padir.Inference;
using Gmlm.Padir.Runtime;
using Gmlm.Padir.T5;
using Gmlm.Padir.Models;
using Gmlm.Padir.Tests.Model;
using Xunit;
using static TorchSharp.torch;

namespace Gmlm.Padir.Tests.Inference;

/// <summary>
/// For every shape of network among the committed checkpoints, with their weights: the fast blocks are the differentiable network, in
/// parallel and in causal mode; and a causal pass over all positions is the steps with kept keys and values.
/// </summary>
public class CheckpointPassTests
{
    private static readonly int[][] Sources = [[5, 46, 117, 28, 39, 10, 1], [311, 12, 1], [13, 1]];
    private static readonly int[][] Targets = [[35, 8, 229, 62, 30, 17, 1], [71, 3, 1], [32, 133, 40, 1]];

    public static TheoryData<string> Shapes
    {
        get
        {
            var folder = Path.Combine(Checkout.Root, "padir", "checkpoints");
            var names = Directory.GetDirectories(folder).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal);
            T5Config Shape(string name) => Checkpoint.Describe(Path.Combine(folder, name)).Recipe.Config.Network with { Dropout = 0 };
            return [.. names.DistinctBy(Shape)];
        }
    }

    [Theory, MemberData(nameof(Shapes))]
    public void Fast_is_differentiable_and_steps_are_a_pass(string checkpoint)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var model = Checkpoint.Load(Path.Combine(Checkout.Root, "padir", "checkpoints", checkpoint));
        var network = model.Network;
        using var weights = new PreparedWeights(network);
        var ids = Tensors.Ids(network.Config, Targets);
        var encoded = network.Encode(Tensors.Ids(network.Config, Sources));
        var source = EncoderPass.Encode(network, weights, Tensors.Ids(network.Config, Sources));
        Tensors.Equal(Real(encoded.States, Sources), Real(source.States, Sources), 1e-4);

        // In parallel mode, lengths that differ.
        using var pass = new ParallelPass(network, weights);
        var parallel = Logits(pass.States(source, [.. Targets.Select(target => target.Length)], ids));
        Tensors.Equal(Real(Expected(DecoderMode.Parallel), Targets), Real(parallel, Targets), 1e-3);

        // In causal mode, over all positions and step by step.
        var causal = Logits(Causal());
        Tensors.Equal(Real(Expected(DecoderMode.Causal), Targets), Real(causal, Targets), 1e-3);
        var own = EncoderPass.Encode(network, weights, Tensors.Ids(network.Config, Sources));
        using var steps = new IncrementalDecoder(network, weights, own, beam: 1, (int)ids.shape[1]);
        var stepped = Enumerable.Range(0, (int)ids.shape[1]).Select(i => steps.Next(ids.select(1, i).data<long>().ToArray())).ToArray();
        Tensors.Equal(Real(causal, Targets), Real(stack(stepped, 1), Targets), 1e-3);

        Tensor Expected(DecoderMode mode) => network.Logits(network.Decode(encoded, ids, mode).States);

        Tensor Logits(Tensor states) => weights.Logits(states, states.shape[0]).view(Targets.Length, -1, network.Config.VocabularySize);

        Tensor Causal()
        {
            var (batch, length) = (ids.shape[0], ids.shape[1]);
            var bias = network.Decoder.Positions.Forward((int)length, (int)length, bidirectional: false);
            var positions = network.Decoder.AbsolutePositions?.narrow(0, 0, length).unsqueeze(0);
            Tensor Map(DecoderLayer layer) => layer.Positional!.Map(positions!, bias).expand(batch, -1, -1, -1).flatten(0, 1);
            Tensor[] maps = positions is null ? [] : [.. network.Decoder.Layers.Select(Map)];
            var hidden = AttentionMask.Padding(ids.IsNot(network.Config.PadId));
            using var self = new AllPositions(network.Decoder.Positions, network.Config, batch, length, hidden, bidirectional: false, maps);
            using var attention = new SourceAttention(network.Config, source, (int)length, leaveOpen: true);
            var x = weights.Embed(ids.flatten());
            new FastBlocks(weights, network.Config).Decoder(x, batch * length, self, attention);
            return x;
        }
    }

    // The values of positions that are no padding.
    private static float[] Real(Tensor values, int[][] rows) =>
        [.. rows.SelectMany((row, i) => Enumerable.Range(0, row.Length).SelectMany(position => values[i, position].Flat()))];
}
