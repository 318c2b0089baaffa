using Gmlm.Padir.Model;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Gmlm.Padir.Tests.Model;

public class GreedyDecoderTests
{
    private static readonly int[][] Sources = [.. Enumerable.Range(0, 12).Select(row => Enumerable.Range(0, 2 + (row % 7)).Select(i => 2 + ((row * 11) + (i * 5)) % 37).Append(1).ToArray())];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_cache_gives_the_same_tokens(bool positional)
    {
        using var network = Decisive(positional);
        Same(Decode(network, Sources, useCache: false), Decode(network, Sources, useCache: true));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_batch_gives_the_same_tokens_as_one_by_one(bool useCache)
    {
        using var network = Decisive(positional: false);
        var batch = Decode(network, Sources, useCache);

        Same([.. Sources.Select(source => Decode(network, [source], useCache)[0])], batch);
        // Else the test shows nothing of sequences that leave the batch.
        Assert.True(batch.Select(row => row.Tokens.Count).Distinct().Count() >= 4);
        Assert.Contains(batch, row => row.Finished);
        Assert.Contains(batch, row => !row.Finished);
        Assert.All(batch, row => Assert.DoesNotContain(network.Config.EosId, row.Tokens));
        Assert.All(batch.Where(row => !row.Finished), row => Assert.Equal(16, row.Tokens.Count));
    }

    [Fact]
    public void Each_token_is_the_likeliest_after_those_before_it()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var network = Decisive(positional: false);
        var row = Decode(network, Sources, useCache: true)[3];
        int[] fed = [network.Config.StartId, .. row.Tokens];
        var best = network.Forward(Tensors.Ids(network.Config, Sources[3]), Tensors.Ids(network.Config, fed), DecoderMode.Causal).argmax(-1).flatten().data<long>().ToArray();

        Assert.Equal(row.Tokens.Select(token => (long)token), best[..row.Tokens.Count]);
        Assert.Equal(row.Finished, best[^1] == network.Config.EosId);
    }

    [Fact]
    public void A_length_of_nothing_is_refused()
    {
        using var network = Decisive(positional: false);
        Assert.Throws<ArgumentOutOfRangeException>(() => GreedyDecoder.Decode(network, ones(1, 1, dtype: ScalarType.Int64), 0));
    }

    private static IReadOnlyList<DecodedRow> Decode(T5Network network, int[][] sources, bool useCache)
    {
        using var scope = NewDisposeScope();
        return GreedyDecoder.Decode(network, Tensors.Ids(network.Config, sources), maxLength: 16, useCache);
    }

    private static void Same(IReadOnlyList<DecodedRow> expected, IReadOnlyList<DecodedRow> actual)
    {
        Assert.Equal(expected.Select(row => row.Finished), actual.Select(row => row.Finished));
        Assert.Equal(expected.Select(row => string.Join(' ', row.Tokens)), actual.Select(row => string.Join(' ', row.Tokens)));
    }

    // With random weights an end is rare: its logit counts twice here, so that targets of many lengths come about, and some that do not end.
    private static T5Network Decisive(bool positional)
    {
        var network = Tensors.Network(Tensors.Tiny with { TieEmbeddings = false, PositionalAttention = positional }, seed: positional ? 23 : 20);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        network.Head!.narrow(0, network.Config.EosId, 1).mul_(2);
        return network;
    }
}
