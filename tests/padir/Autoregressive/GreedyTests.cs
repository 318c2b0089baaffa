using Gmlm.Padir.Autoregressive;
using Gmlm.Padir.T5;
using Gmlm.Padir.Tests.Model;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Gmlm.Padir.Tests.Autoregressive;

public class GreedyTests
{
    private static readonly AutoregressiveOptions Greedy = new() { MaxLength = 20 };

    [Theory]
    [InlineData(false, FeedForwardKind.GatedGelu)]
    [InlineData(true, FeedForwardKind.Relu)]
    public void The_cache_gives_the_same_tokens(bool positional, FeedForwardKind kind)
    {
        using var network = Networks.Decisive(Tensors.Tiny with { PositionalAttention = positional, FeedForward = kind });
        Networks.Same(Networks.Recompute(network, Greedy, Networks.Sources), Networks.Decode(network, Greedy, Networks.Sources));
    }

    [Fact]
    public void A_batch_of_64_gives_the_same_tokens_as_one_by_one()
    {
        using var network = Networks.Decisive(Tensors.Tiny);
        var batch = Networks.Decode(network, Greedy, Networks.Sources);

        Networks.Same([.. Networks.Sources.Select(source => Networks.Decode(network, Greedy, source)[0])], batch);
        // Targets of several lengths are needed, since the test should cover sequences that leave the batch.
        Assert.True(batch.Select(target => target.Tokens.Count).Distinct().Count() >= 6);
        Assert.Contains(batch, target => target.Finished);
        Assert.Contains(batch, target => !target.Finished);
        Assert.All(batch, target => Assert.DoesNotContain(network.Config.EosId, target.Tokens));
        Assert.All(batch.Where(target => !target.Finished), target => Assert.Equal(20, target.Tokens.Count));
    }

    [Fact]
    public void Finished_sequences_leave_the_batch()
    {
        using var network = Networks.Decisive(Tensors.Tiny);
        var targets = Networks.Recompute(network, Greedy, out var batches, Networks.Sources);
        for (var step = 0; step < batches.Count; step++)
        {
            var going = targets.Count(target => !target.Finished || target.Tokens.Count >= step);
            Assert.InRange(batches[step], going, going * 8.0 / 7 + 1);
        }
    }

    [Fact]
    public void Each_token_is_the_likeliest_after_those_before_it()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var network = Networks.Decisive(Tensors.Tiny);
        foreach (var source in Networks.Sources[..8])
        {
            var target = Networks.Decode(network, Greedy, source)[0];
            int[] fed = [network.Config.StartId, .. target.Tokens];
            var best = network.Forward(Tensors.Ids(network.Config, source), Tensors.Ids(network.Config, fed), DecoderMode.Causal).argmax(-1).flatten().data<long>().ToArray();

            Assert.Equal(target.Tokens.Select(token => (long)token), best[..target.Tokens.Count]);
            Assert.Equal(target.Finished, best[^1] == network.Config.EosId);
        }
    }

    [Fact]
    public void An_end_may_follow_the_longest_target()
    {
        using var network = Networks.Decisive(Tensors.Tiny);
        var targets = Networks.Decode(network, Greedy, Networks.Sources);
        var i = Enumerable.Range(0, 64).First(i => targets[i].Finished && targets[i].Tokens.Count > 2);
        var exact = Greedy with { MaxLength = targets[i].Tokens.Count };

        Networks.Same([targets[i]], Networks.Decode(network, exact, Networks.Sources[i]));
        var cut = Networks.Decode(network, exact with { MaxLength = exact.MaxLength - 1 }, Networks.Sources[i])[0];
        Assert.Equal(targets[i].Tokens.SkipLast(1), cut.Tokens);
        Assert.False(cut.Finished);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Each_source_has_its_own_longest_target(int beam)
    {
        using var network = Networks.Decisive(Tensors.Tiny);
        using var scope = NewDisposeScope();
        var options = Greedy with { BeamWidth = beam };
        int[] longest = [.. Enumerable.Range(0, 64).Select(i => 1 + (i % 25))];
        using var decoder = new AutoregressiveDecoder(network, options);
        var targets = decoder.Decode(Tensors.Ids(network.Config, Networks.Sources), longest, TestContext.Current.CancellationToken);

        Networks.Same([.. Networks.Sources.Select((source, i) => Networks.Decode(network, options with { MaxLength = Math.Min(20, longest[i]) }, source)[0])], targets);
        Assert.Contains(targets.Select((target, i) => (target, i)), pair => !pair.target.Finished && pair.target.Tokens.Count == longest[pair.i]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Decoding_stops_between_two_steps(int beam)
    {
        using var network = Tensors.Network(Tensors.Tiny);
        using var scope = NewDisposeScope();
        using var decoder = new AutoregressiveDecoder(network, Greedy with { BeamWidth = beam });
        var ids = Tensors.Ids(network.Config, Networks.Sources);
        Assert.Throws<OperationCanceledException>(() => decoder.Decode(ids, cancel: new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Logits_that_are_no_numbers_are_an_error()
    {
        using var network = Tensors.Network(Tensors.Tiny);
        using (no_grad())
        {
            network.Decoder.Norm.Weight.fill_(float.NaN);
        }

        Assert.Throws<InvalidOperationException>(() => Networks.Decode(network, Greedy, [5, 1]));
        Assert.Throws<InvalidOperationException>(() => Networks.Decode(network, Greedy with { BeamWidth = 2 }, [5, 1]));
    }
}
