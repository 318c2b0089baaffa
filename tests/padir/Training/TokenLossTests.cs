using Gmlm.Padir.Configuration;
using Gmlm.Padir.Tests.Model;
using Gmlm.Padir.Training;
using Xunit;
using static TorchSharp.torch;

namespace Gmlm.Padir.Tests.Training;

/// <summary>The loss computed block by block, and its gradient, equal those of torch's operators.</summary>
public class TokenLossTests
{
    [Theory]
    [InlineData(0.0, 0.0, true)]
    [InlineData(0.1, 0.0, true)]
    [InlineData(0.1, 1e-2, false)]
    public void Blocks_give_what_operators_give(double smoothing, double z, bool tied)
    {
        using var scope = NewDisposeScope();
        var options = new LossOptions { LabelSmoothing = smoothing, ZLoss = z };
        using var network = Tensors.Network(Tensors.Tiny with { TieEmbeddings = tied });
        using var generator = new Generator(1);
        var states = randn([300, 24], generator: generator); // two blocks, of which the second is not full
        int[] targets = [.. Enumerable.Range(0, 300).Select(i => i * 7 % 40)];

        var expected = new OperatorTokenLoss(options).Of(states, targets, network, gradients: true);
        var actual = new BlockwiseTokenLoss(options).Of(states, targets, network, gradients: true);

        Assert.Equal(expected.Total, actual.Total, 1e-3 * expected.Total);
        Assert.Equal(expected.Likeliest, actual.Likeliest);
        Tensors.Equal(expected.States!, actual.States!, 1e-6);
        Tensors.Equal(expected.Head!, actual.Head!, 1e-5);
        Assert.Null(new BlockwiseTokenLoss(options).Of(states, targets, network, gradients: false).States);
    }

    [Fact]
    public void It_is_the_formula()
    {
        using var scope = NewDisposeScope();
        using var network = Tensors.Network(Tensors.Tiny);
        var states = ones(1, 24);
        var logits = network.Logits(states).Flat().Select(x => (double)x).ToArray();
        var normaliser = Math.Log(logits.Sum(Math.Exp));
        var options = new LossOptions { LabelSmoothing = 0.1, ZLoss = 0.01 };

        var expected = normaliser - (0.9 * logits[3]) - (0.1 * logits.Average()) + (0.01 * normaliser * normaliser);
        Assert.Equal(expected, new BlockwiseTokenLoss(options).Of(states, [3], network, gradients: false).Total, 1e-5);
    }
}
