using Gmlm.Padir.Runtime;
using Gmlm.Padir.T5;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Gmlm.Padir.Tests.Model;

/// <summary>Compares both generations of T5 with the reference.</summary>
public class FixtureTests
{
    private const double Tolerance = 1e-4;

    public static readonly TheoryData<string, bool> Cases = new(Fixture.Names.SelectMany(name => new[] { (name, false), (name, true) }));

    public static readonly TheoryData<string> Names = new(Fixture.Names);

    [Theory, MemberData(nameof(Names))]
    public void Encoder_states(string name)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var fixture = new Fixture(name);
        var source = fixture.Network.Encode(fixture.Ids("input_ids"));

        // Only visible positions are compared: no position attends to padding, so the states there are arbitrary.
        var visible = source.Visible.flatten().data<bool>().ToArray();
        var width = fixture.Config.Width;
        float[] Seen(float[] states) => [.. states.Where((_, i) => visible[i / width])];
        Tensors.Equal(Seen(fixture.Numbers("encoder_last_hidden_state")), Seen(source.States.Flat()), Tolerance);
        Assert.Contains(false, visible);
    }

    [Theory, MemberData(nameof(Cases))]
    public void Causal_logits(string name, bool withMaps)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var fixture = new Fixture(name);
        var logits = Logits(fixture.Network, fixture.Ids("input_ids"), fixture.Ids("decoder_input_ids"), DecoderMode.Causal, withMaps);

        Tensors.Equal(fixture.Numbers("logits"), logits.Flat(), Tolerance);
    }

    [Theory, MemberData(nameof(Cases))]
    public void Parallel_logits(string name, bool withMaps)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var fixture = new Fixture(name);
        var ids = fixture.Ids("parallel", "decoder_input_ids");
        var logits = Logits(fixture.Network, fixture.Ids("input_ids"), ids, DecoderMode.Parallel, withMaps);

        var visible = ids.ne(fixture.Config.PadId).flatten().data<bool>().ToArray();
        float[] Seen(float[] all) => [.. all.Where((_, i) => visible[i / fixture.Config.VocabularySize])];
        Tensors.Equal(Seen(fixture.Numbers("parallel", "logits")), Seen(logits.Flat()), Tolerance);
        Assert.Contains(false, visible);
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_hundred_and_fifty_tokens(string name, bool withMaps)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var fixture = new Fixture(name);
        var source = fixture.Ids("long", "input_ids");
        // The expectation is for position 139. Its decoder input is the source's first 140 tokens, with the first one replaced by the start
        // token.
        var target = source.narrow(1, 0, 140).clone();
        target[0, 0] = fixture.Config.StartId;
        var logits = Logits(fixture.Network, source, target, DecoderMode.Causal, withMaps);

        Tensors.Equal(fixture.Numbers("long", "logits_last_position"), logits.select(1, -1).Flat(), Tolerance);
    }

    // Attention is computed step by step if maps are requested, and by the fused operator otherwise.
    private static Tensor Logits(T5Network network, Tensor source, Tensor target, DecoderMode mode, bool withMaps) =>
        network.Logits(network.Decode(network.Encode(source), target, mode, withMaps).States);
}
