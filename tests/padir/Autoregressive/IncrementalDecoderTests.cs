using Gmlm.Padir.Autoregressive;
using Gmlm.Padir.Inference;
using Gmlm.Padir.T5;
using Gmlm.Padir.Tests.Model;
using Xunit;
using static TorchSharp.torch;

namespace Gmlm.Padir.Tests.Autoregressive;

/// <summary>The logits of each step equal those of the network run over all positions.</summary>
public class IncrementalDecoderTests
{
    private const int Steps = 37; // More than 16 and 32 positions, after which more room is allocated.
    private static readonly int[][] Sources = [[5, 6, 7, 8, 9, 10, 1], [11, 12, 1], [13, 1]];

    public static TheoryData<bool, FeedForwardKind, bool> Shapes => Networks.Shapes;

    [Theory, MemberData(nameof(Shapes))]
    public void Steps_are_the_network(bool positional, FeedForwardKind kind, bool tied)
    {
        foreach (var beam in new[] { 1, 3 })
        {
            using var network = Networks.Varied(positional, kind, tied);
            var (prepared, reference) = Run(network, beam);
            Tensors.Equal(reference, prepared, 2e-5);
        }
    }

    [Fact]
    public void The_norm_has_its_epsilon_also_for_tiny_states()
    {
        using var network = Networks.Varied(positional: false, FeedForwardKind.Relu, tied: true, epsilon: 0.3);
        var (prepared, reference) = Run(network, beam: 1);
        Tensors.Equal(reference, prepared, 2e-5);
    }

    private static (float[] Prepared, float[] Reference) Run(T5Network network, int beam)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var weights = new PreparedWeights(network);
        var source = network.Encode(Tensors.Ids(network.Config, Sources));
        var reference = new RecomputingModel(network, source, beam);
        using var prepared = new IncrementalDecoder(network, weights, network.Encode(Tensors.Ids(network.Config, Sources)), beam, Steps);
        List<float> ours = [], theirs = [];
        var random = new Random(3);
        var sources = Sources.Length;
        for (var step = 0; step < Steps; step++)
        {
            long[] ids = [.. Enumerable.Range(0, sources * beam).Select(_ => (long)random.Next(network.Config.VocabularySize))];
            ours.AddRange(prepared.Next(ids).Flat());
            theirs.AddRange(reference.Next(ids).Flat());
            if (step is 5 or 20)
            {
                // One source leaves and the rows of the others are permuted. Then the longest source leaves, and with it all padding.
                long[] kept = step == 5 ? [0, 2] : [1];
                long[] rows = [.. kept.SelectMany(i => Enumerable.Range(0, beam).Select(row => (i * beam) + (row * 2 % beam)))];
                prepared.Select(rows, kept);
                reference.Select(rows, kept);
                sources = kept.Length;
            }
            else if (step == 30)
            {
                long[] rows = [.. Enumerable.Range(0, beam).Select(_ => beam - 1L)];
                prepared.Select(rows, null);
                reference.Select(rows, null);
            }
        }

        return ([.. ours], [.. theirs]);
    }
}
