using Gmlm.Padir.Autoregressive;
using Gmlm.Padir.T5;
using Gmlm.Padir.Tests.Model;
using Xunit;
using static TorchSharp.torch;

namespace Gmlm.Padir.Tests.Autoregressive;

/// <summary>Networks that make targets of many lengths, and sources for them.</summary>
internal static class Networks
{
    public static readonly TheoryData<bool, FeedForwardKind, bool> Shapes = new()
    {
        { false, FeedForwardKind.Relu, true }, { true, FeedForwardKind.GatedGelu, false }, { false, FeedForwardKind.GatedGelu, false }, { true, FeedForwardKind.Relu, true },
    };

    /// <summary>64 sources of 1 to 7 tokens and an end token.</summary>
    public static readonly int[][] Sources = [.. Enumerable.Range(0, 64).Select(row => Enumerable.Range(0, 1 + (row % 7)).Select(i => 2 + (((row * 11) + (i * 5) + (row / 7)) % 37)).Append(1).ToArray())];

    /// <summary>
    /// A network in which the end token has a larger logit. With random weights alone the end is rare; here targets have many lengths, and
    /// some do not end.
    /// </summary>
    public static T5Network Decisive(T5Config shape, double end = 2, long seed = 20)
    {
        var network = Tensors.Network(shape with { TieEmbeddings = false }, seed);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        network.Head!.narrow(0, network.Config.EosId, 1).mul_(end);
        return network;
    }

    /// <summary>A network whose norms have scales other than 1, so that a forgotten scale shows.</summary>
    public static T5Network Varied(bool positional, FeedForwardKind kind, bool tied, double epsilon = 1e-6)
    {
        var network = Tensors.Network(Tensors.Tiny with { PositionalAttention = positional, FeedForward = kind, TieEmbeddings = tied, NormEpsilon = epsilon }, seed: 4);
        using var noGradient = no_grad();
        foreach (var parameter in network.parameters().Where(parameter => parameter.dim() == 1))
        {
            parameter.uniform_(0.5, 1.5);
        }

        return network;
    }

    /// <summary>Decodes with the cache and the prepared weights.</summary>
    public static IReadOnlyList<DecodedTarget> Decode(T5Network network, AutoregressiveOptions options, params int[][] sources)
    {
        using var scope = NewDisposeScope();
        using var decoder = new AutoregressiveDecoder(network, options);
        return decoder.Decode(Tensors.Ids(network.Config, sources));
    }

    /// <summary>Decodes without the cache and the prepared weights.</summary>
    public static IReadOnlyList<DecodedTarget> Recompute(T5Network network, AutoregressiveOptions options, params int[][] sources) => Recompute(network, options, out _, sources);

    /// <summary>Decodes without the cache and the prepared weights, and returns the batch size of each step.</summary>
    public static IReadOnlyList<DecodedTarget> Recompute(T5Network network, AutoregressiveOptions options, out IReadOnlyList<int> batches, params int[][] sources)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var model = new RecomputingModel(network, network.Encode(Tensors.Ids(network.Config, sources)), options.BeamWidth);
        batches = model.Batches;
        return options.BeamWidth == 1
            ? GreedySearch.Decode(model, [.. sources.Select(_ => options.MaxLength)], network.Config)
            : BeamSearch.Decode(model, [.. sources.Select(_ => options.MaxLength)], options, network.Config);
    }

    /// <summary>Asserts that tokens are equal and scores nearly equal.</summary>
    public static void Same(IReadOnlyList<DecodedTarget> expected, IReadOnlyList<DecodedTarget> actual)
    {
        Assert.Equal(expected.Select(target => (string.Join(' ', target.Tokens), target.Finished)), actual.Select(target => (string.Join(' ', target.Tokens), target.Finished)));
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First.Score, pair.Second.Score, 1e-4));
    }

    /// <summary>
    /// Σ ln softmax(logits)ᵢ over the tokens of one target, and over its end if the target has one, from one causal pass.
    /// </summary>
    public static double TeacherForced(T5Network network, int[] source, IReadOnlyList<int> tokens, bool withEnd = true)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        int[] input = [network.Config.StartId, .. tokens];
        int[] output = withEnd ? [.. tokens, network.Config.EosId] : [.. tokens];
        var logs = network.Forward(Tensors.Ids(network.Config, source), Tensors.Ids(network.Config, input), DecoderMode.Causal).to(ScalarType.Float64).log_softmax(-1);
        return output.Select((token, i) => logs[0, i, token].item<double>()).Sum();
    }
}
