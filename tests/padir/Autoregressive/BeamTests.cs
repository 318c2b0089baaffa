using Gmlm.Padir.Autoregressive;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.T5;
using Gmlm.Padir.Tests.Model;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Gmlm.Padir.Tests.Autoregressive;

public class BeamTests
{
    private static readonly T5Config Minute = Tensors.Tiny with { VocabularySize = 6 };

    [Theory]
    [InlineData(2, null, false)]
    [InlineData(5, 0.6, false)]
    [InlineData(4, 1.0, true)]
    public void The_cache_gives_the_same_tokens(int width, double? alpha, bool positional)
    {
        using var network = Networks.Decisive(Tensors.Tiny with { PositionalAttention = positional });
        var options = new AutoregressiveOptions { BeamWidth = width, LengthAlpha = alpha, MaxLength = 20 };
        Networks.Same(Networks.Recompute(network, options, Networks.Sources[..20]), Networks.Decode(network, options, Networks.Sources[..20]));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0.6)]
    public void A_batch_of_64_gives_the_same_tokens_as_one_by_one(double? alpha)
    {
        using var network = Networks.Decisive(Tensors.Tiny, end: 1.5);
        var options = new AutoregressiveOptions { BeamWidth = 4, LengthAlpha = alpha, MaxLength = 12 };
        var batch = Networks.Decode(network, options, Networks.Sources);

        Networks.Same([.. Networks.Sources.Select(source => Networks.Decode(network, options, source)[0])], batch);
        Assert.True(batch.Select(target => target.Tokens.Count).Distinct().Count() >= 5);
    }

    [Fact]
    public void A_beam_of_one_is_greedy()
    {
        using var network = Networks.Decisive(Tensors.Tiny);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var options = new AutoregressiveOptions { MaxLength = 20 };
        var model = new RecomputingModel(network, network.Encode(Tensors.Ids(network.Config, Networks.Sources)), beam: 1);
        var beam = BeamSearch.Decode(model, [.. Enumerable.Repeat(options.MaxLength, 64)], options, network.Config);
        var greedy = Networks.Decode(network, options, Networks.Sources);

        Assert.Equal(greedy.Select(target => (string.Join(' ', target.Tokens), target.Finished)), beam.Select(target => (string.Join(' ', target.Tokens), target.Finished)));
        Assert.Contains(greedy, target => !target.Finished);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0.6)]
    [InlineData(2.0)]
    public void A_wide_beam_finds_the_best_of_all_targets(double? alpha)
    {
        // At most 4 words out of 5: 781 targets. A beam of 6⁴ keeps all of their prefixes.
        using var network = Networks.Decisive(Minute, end: 1, seed: 7);
        var options = new AutoregressiveOptions { BeamWidth = 1296, MaxLength = 4, LengthAlpha = alpha };
        int[][] sources = [[2, 1], [3, 4, 1], [5, 2, 2, 4, 1], [4, 1]];
        var found = Networks.Decode(network, options, sources);
        for (var i = 0; i < sources.Length; i++)
        {
            var (words, score) = All(network, sources[i], 4).Select(item => (item.Words, Score: item.Log / LengthNormalisation.Of(item.Words.Length, alpha))).MaxBy(item => item.Score);

            Assert.Equal(words, found[i].Tokens);
            Assert.Equal(score, found[i].Score, 1e-4);
            Assert.True(found[i].Finished);
        }
    }

    [Fact]
    public void Stopping_early_loses_nothing()
    {
        // The same search with a rule that never stops before the length limit.
        using var network = Networks.Decisive(Tensors.Tiny, end: 1.7);
        foreach (var alpha in new double?[] { null, 0.6, 1.5 })
        {
            var options = new AutoregressiveOptions { BeamWidth = 3, LengthAlpha = alpha, MaxLength = 9 };
            var stopped = Networks.Recompute(network, options, out var batches, Networks.Sources[..16]);
            Assert.Equal(Networks.Sources[..16].Select(source => Unstopped(network, source, options)), stopped.Select(target => string.Join(' ', target.Tokens)));
            Assert.True(alpha is not null || batches[^1] < 48, "No source was done before the others.");
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0.8)]
    public void The_score_is_that_of_the_network(double? alpha)
    {
        using var network = Networks.Decisive(Tensors.Tiny, end: 1.5);
        var options = new AutoregressiveOptions { BeamWidth = 3, LengthAlpha = alpha, MaxLength = 10 };
        var targets = Networks.Decode(network, options, Networks.Sources);
        foreach (var (source, target) in Networks.Sources.Zip(targets))
        {
            Assert.Equal(Networks.TeacherForced(network, source, target.Tokens, target.Finished), target.LogProbability, 1e-4);
            Assert.Equal(target.LogProbability / Math.Pow((5.0 + target.Tokens.Count) / 6, alpha ?? 0), target.Score, 1e-9);
        }

        Assert.Contains(targets, target => target.Finished);
    }

    [Fact]
    public void A_wider_beam_scores_more_than_greedy_decoding_on_the_whole()
    {
        using var network = Networks.Decisive(Tensors.Tiny, end: 1.5);
        double Sum(int width) => Networks.Decode(network, new() { BeamWidth = width, MaxLength = 10 }, Networks.Sources)
            .Zip(Networks.Sources, (target, source) => Networks.TeacherForced(network, source, target.Tokens, target.Finished)).Sum();

        Assert.True(Sum(5) > Sum(1) + 1);
    }

    // Every target with ln p, from the conditionals after every prefix. One pass over the longest targets gives them all.
    private static List<(int[] Words, double Log)> All(T5Network network, int[] source, int longest)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        int[] words = [.. Enumerable.Range(0, network.Config.VocabularySize).Where(id => id != network.Config.EosId)];
        int[][] full = [.. Enumerable.Range(0, (int)Math.Pow(words.Length, longest)).Select(n => Enumerable.Range(0, longest).Select(i => words[n / (int)Math.Pow(words.Length, i) % words.Length]).ToArray())];
        var encoded = network.Encode(Tensors.Ids(network.Config, source)).SelectRows(zeros(full.Length, ScalarType.Int64));
        var fed = Tensors.Ids(network.Config, [.. full.Select(target => (int[])[network.Config.StartId, .. target])]);
        var logs = network.Logits(network.Decode(encoded, fed, DecoderMode.Causal).States).log_softmax(-1).Flat();
        double Log(int row, int position, int token) => logs[(((row * (longest + 1)) + position) * network.Config.VocabularySize) + token];
        return
        [
            .. full.SelectMany((target, row) => Enumerable.Range(0, longest + 1)
                .Select(length => (Words: target[..length], Log: Enumerable.Range(0, length).Sum(i => Log(row, i, target[i])) + Log(row, length, network.Config.EosId)))),
        ];
    }

    private static string Unstopped(T5Network network, int[] source, AutoregressiveOptions options)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var encoded = network.Encode(Tensors.Ids(network.Config, source));
        List<(int[] Words, double Log)> open = [([], 0)], finished = [];
        for (var length = 0; length <= options.MaxLength; length++)
        {
            var all = open.SelectMany(hypothesis =>
            {
                int[] fed = [network.Config.StartId, .. hypothesis.Words];
                var logs = network.Logits(network.Decode(encoded, Tensors.Ids(network.Config, fed), DecoderMode.Causal).States.select(1, -1)).log_softmax(-1).Flat();
                return logs.Select((log, token) => (hypothesis.Words, Token: token, Log: hypothesis.Log + log));
            }).OrderByDescending(item => item.Log).ToArray();
            finished.AddRange(all.Take(options.BeamWidth).Where(item => item.Token == network.Config.EosId).Select(item => (item.Words, item.Log)));
            open = length == options.MaxLength ? open : [.. all.Where(item => item.Token != network.Config.EosId).Take(options.BeamWidth).Select(item => ((int[])[.. item.Words, item.Token], item.Log))];
        }

        var best = finished.Count == 0 ? open[0] : finished.MaxBy(item => item.Log / LengthNormalisation.Of(item.Words.Length, options.LengthAlpha));
        return string.Join(' ', best.Words);
    }
}
