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
    [InlineData(0.0, 0.0, true, false)]
    [InlineData(0.1, 0.0, true, false)]
    [InlineData(0.1, 1e-2, false, false)]
    [InlineData(0.1, 1e-2, true, true)]
    public void Blocks_give_what_operators_give(double smoothing, double z, bool tied, bool several)
    {
        using var scope = NewDisposeScope();
        var options = new LossOptions { LabelSmoothing = smoothing, ZLoss = z };
        using var network = Tensors.Network(Tensors.Tiny with { TieEmbeddings = tied });
        using var generator = new Generator(1);
        var states = randn([300, 24], generator: generator); // two blocks, of which the second is not full
        var targets = several ? Several(300) : TokenTargets.Of([.. Enumerable.Range(0, 300).Select(i => i * 7 % 40)]);

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
        Assert.Equal(expected, new BlockwiseTokenLoss(options).Of(states, TokenTargets.Of([3]), network, gradients: false).Total, 1e-5);
    }

    [Fact]
    public void With_several_targets_it_is_the_mean_of_their_losses()
    {
        using var scope = NewDisposeScope();
        using var network = Tensors.Network(Tensors.Tiny);
        var states = ones(1, 24);
        double Loss(TokenTargets targets) => new BlockwiseTokenLoss(new LossOptions { LabelSmoothing = 0.1 }).Of(states, targets, network, false).Total;

        var expected = (0.25 * Loss(TokenTargets.Of([3]))) + (0.75 * Loss(TokenTargets.Of([9])));
        Assert.Equal(expected, Loss(new TokenTargets([0, 2], [3, 9], [0.25, 0.75])), 1e-5);
    }

    [Fact]
    public void Log_probabilities_are_those_of_the_logits()
    {
        using var scope = NewDisposeScope();
        using var network = Tensors.Network(Tensors.Tiny);
        using var generator = new Generator(1);
        var states = randn([300, 24], generator: generator);
        int[][] ids = [.. Enumerable.Range(0, 300).Select(i => Enumerable.Range(0, i % 4).Select(k => ((i * 7) + k) % 40).ToArray())];
        var logs = network.Logits(states).log_softmax(-1);
        foreach (var loss in new TokenLoss[] { new OperatorTokenLoss(new LossOptions()), new BlockwiseTokenLoss(new LossOptions()) })
        {
            var actual = loss.LogProbabilities(states, ids, network);
            Assert.Equal(logs.argmax(-1).data<long>().ToArray().Select(id => (int)id), actual.Likeliest);
            for (var i = 0; i < ids.Length; i++)
            {
                var row = logs[i].Flat();
                Assert.Equal(ids[i].Select(id => (double)row[id]), actual.LogProbabilities[i], (a, b) => Math.Abs(a - b) < 1e-4);
            }
        }
    }

    // One to four targets for each position, whose weights sum to one.
    private static TokenTargets Several(int count)
    {
        var (starts, ids, weights) = (new List<int> { 0 }, new List<int>(), new List<double>());
        for (var i = 0; i < count; i++)
        {
            var several = 1 + (i % 4);
            for (var k = 0; k < several; k++)
            {
                ids.Add(((i * 7) + (k * 3)) % 40);
                weights.Add(2.0 * (k + 1) / (several * (several + 1)));
            }

            starts.Add(ids.Count);
        }

        return new TokenTargets([.. starts], [.. ids], [.. weights]);
    }
}
