using Gmlm.Padir.Autoregressive;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Tests.Model;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Gmlm.Padir.Tests.Autoregressive;

public class ScorerTests
{
    [Fact]
    public void Log_probabilities_are_sums_over_the_target()
    {
        // There are more positions than are scored in one pass, in mixed order, and one target has no words.
        using var network = Networks.Decisive(Tensors.Tiny with { PositionalAttention = true });
        var random = new Random(2);
        (int Source, IReadOnlyList<int> Words)[] targets =
            [.. Enumerable.Range(0, 300).Select(i => (i * 7 % 64, (IReadOnlyList<int>)[.. Enumerable.Range(0, i % 17).Select(_ => random.Next(2, 40))]))];
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var scores = new AutoregressiveScorer(network).LogProbabilities(network.Encode(Tensors.Ids(network.Config, Networks.Sources)), targets);
        Assert.Equal(targets.Length, scores.Count);
        for (var i = 0; i < targets.Length; i++)
        {
            Assert.Equal(Networks.TeacherForced(network, Networks.Sources[targets[i].Source], targets[i].Words), scores[i], 1e-4);
        }
    }

    [Fact]
    public void The_probabilities_of_all_targets_of_one_word_and_none_add_up()
    {
        // p(end) + Σ p(word) = 1. For targets of one word, Σ p(word, end) < 1 − p(end).
        using var network = Networks.Decisive(Tensors.Tiny);
        using var scope = NewDisposeScope();
        var source = network.Encode(Tensors.Ids(network.Config, Networks.Sources[3]));
        (int, IReadOnlyList<int>)[] targets = [(0, []), .. Enumerable.Range(0, 40).Where(id => id != 1).Select(id => (0, (IReadOnlyList<int>)[id]))];
        double[] probabilities = [.. new AutoregressiveScorer(network).LogProbabilities(source, targets).Select(Math.Exp)];
        var end = Math.Exp(Networks.TeacherForced(network, Networks.Sources[3], []));

        Assert.Equal(end, probabilities[0], 1e-5);
        Assert.InRange(probabilities.Skip(1).Sum(), 1e-9, 1 - end);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1.0)]
    public void The_best_candidate_is_the_one_the_network_likes_best(double? alpha)
    {
        using var network = Networks.Decisive(Tensors.Tiny);
        var random = new Random(6);
        DecodedCandidate Candidate(int source) =>
            new(source, [.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => random.Next(2, 40))], [], Score: random.NextDouble(), Iterations: 1, FixedPoint: false, Trace: null);
        DecodedSentence[] sentences = [.. Enumerable.Range(0, 6).Select(source => Enumerable.Range(0, 5).Select(_ => Candidate(source)).ToArray()).Select(all => new DecodedSentence(all[0], all, all.Length))];
        using var scope = NewDisposeScope();
        var source = network.Encode(Tensors.Ids(network.Config, Networks.Sources));
        var rescored = new AutoregressiveScorer(network).Rescore(source, sentences, alpha);

        foreach (var (before, after) in sentences.Zip(rescored))
        {
            var best = before.Candidates.MaxBy(item => Networks.TeacherForced(network, Networks.Sources[item.Source], item.Tokens) / Math.Pow((5.0 + item.Tokens.Count) / 6, alpha ?? 0));
            Assert.Same(best, after.Best);
            Assert.Equal(before.Candidates, after.Candidates);
        }

        // Some source must have another best candidate after rescoring; otherwise the test would not show the choice.
        Assert.Contains(rescored, sentence => !ReferenceEquals(sentence.Best, sentence.Candidates[0]));
    }

    [Fact]
    public void A_bad_penalty_or_token_is_refused()
    {
        using var network = Tensors.Network(Tensors.Tiny);
        using var scope = NewDisposeScope();
        var source = network.Encode(Tensors.Ids(network.Config, [5, 1]));
        var scorer = new AutoregressiveScorer(network);
        Assert.Equal("LengthAlpha is -2; it must be finite and at least 0", Assert.Throws<DecodingException>(() => scorer.Rescore(source, [], -2)).Message);
        Assert.Throws<ArgumentException>(() => scorer.LogProbabilities(source, [(0, [40])]));
        Assert.Throws<ArgumentException>(() => scorer.LogProbabilities(source, [(1, [4])]));
        Assert.Empty(scorer.LogProbabilities(source, []));
    }
}
