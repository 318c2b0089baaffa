using Gmlm.Padir.Decoding;
using Gmlm.Padir.T5;
using Gmlm.Padir.Tests.Model;
using Xunit;
using static TorchSharp.torch;

namespace Gmlm.Padir.Tests.Decoding;

/// <summary>The learned rejecter remasks positions that the model's own head classifies as wrong. Without a head it is an error.</summary>
public class LearnedRejecterTests
{
    [Fact]
    public void Positions_below_the_threshold_are_remasked()
    {
        var model = HandMade.Saying((_, position) => (2 + position, 0.9));
        model.Correctness = (_, position) => (float)Math.Log(position == 1 ? 0.4 : 0.6);
        var step = model.Decode(new DecodingOptions { Iterations = 2, Rejecter = new Learned() }, 3).Trace!.Steps[0];
        Assert.Equal([false, true, false], step.Rejected);
        Assert.Equal([2, HandMade.Mask, 4], step.After);

        // Another threshold. A position that was not evaluated again keeps its correctness.
        Assert.Equal([true, true, true], model.Decode(new DecodingOptions { Iterations = 2, Rejecter = new Learned(0.7) }, 3).Trace!.Steps[0].Rejected);
        var rejected = model.Decode(new DecodingOptions { Iterations = 3, Rejecter = new Learned(), Update = UpdateScheme.Rejected }, 3).Trace!.Steps;
        Assert.Equal([false, true, false], rejected[1].Rejected);
    }

    [Fact]
    public void Without_a_trained_head_it_is_an_error()
    {
        var model = HandMade.Saying((_, position) => (2 + position, 0.9));
        Assert.Contains("trained without a rejecter", Assert.Throws<DecodingException>(() => model.Decode(new DecodingOptions { Rejecter = new Learned() }, 3)).Message, StringComparison.Ordinal);
        Assert.Throws<DecodingException>(() => new DecodingOptions { Rejecter = new Learned(1.5) }.Checked());
    }

    [Fact]
    public void The_correctness_from_a_network_is_the_heads_probability()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var network = Tensors.Network(Tensors.Tiny);
        using var head = new RejecterHead(24);
        using (var weights = arange(24).to(ScalarType.Float32).sin().unsqueeze(0))
        {
            head.Weight.copy_(weights);
        }

        var source = network.Encode(Tensors.Ids(network.Config, [5, 6, 1]));
        using var model = new NetworkDecodingModel(network, source, head);
        float[] judged = [];
        model.Logits([new DecodingQuery(0, [8, 9, 1], [0, 1])], (_, correctness) => judged = correctness.ToArray());

        var states = network.Decode(source, Tensors.Ids(network.Config, [8, 9, 1]), DecoderMode.Parallel).States[0]; // (3, d)
        var expected = states.matmul(head.Weight.t()).sigmoid().log().Flat();
        Tensors.Equal(expected[..2], judged, 1e-5);
    }
}
