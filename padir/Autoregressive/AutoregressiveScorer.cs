using Gmlm.Padir.Decoding;
using Gmlm.Padir.T5;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.Autoregressive;

/// <summary>
/// The log-probability of given targets under an autoregressive network,
/// <code>ln p(y | x) = Σᵢ ln p(yᵢ | y₁ … yᵢ₋₁, x), i = 1 … length + 1, where the last is the end,</code>
/// in one causal pass over all positions. It serves to choose among the candidates of parallel decoding (noisy parallel decoding, Gu et
/// al. 2018).
/// </summary>
/// <param name="network">The network in evaluation mode, with weights of causal training. The caller keeps it.</param>
public sealed class AutoregressiveScorer(T5Network network)
{
    // Limits the logits, positions × vocabulary, to some 50 MB at a time with a vocabulary of 6,000.
    private const int PositionsAtOnce = 2048;

    /// <summary>ln p of each target, the end token included.</summary>
    /// <param name="source">The sources, encoded by this network. The caller keeps it.</param>
    /// <param name="targets">The source's row and the words without start and end token, possibly none.</param>
    /// <exception cref="ArgumentException">
    /// An id is not in the vocabulary, a source is not there, or a target is longer than the network allows.
    /// </exception>
    public IReadOnlyList<double> LogProbabilities(EncodedSource source, IReadOnlyList<(int Source, IReadOnlyList<int> Words)> targets)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(targets);
        if (targets.FirstOrDefault(target => target.Source < 0 || target.Source >= source.Rows) is { Words: not null } other)
        {
            throw new ArgumentException($"a target is of source {other.Source}, but there are {source.Rows}", nameof(targets));
        }

        using var noGradient = no_grad();
        var results = new double[targets.Count];

        // Targets of similar lengths share a batch, which keeps the padding small.
        int[] order = [.. Enumerable.Range(0, targets.Count).OrderBy(i => targets[i].Words.Count)];
        for (var start = 0; start < order.Length;)
        {
            var count = Rows(targets, order, start);
            var batch = order[start..(start + count)];
            var scores = Score(source, [.. batch.Select(i => targets[i])]);
            for (var i = 0; i < count; i++)
            {
                results[batch[i]] = scores[i];
            }

            start += count;
        }

        return results;
    }

    /// <summary>
    /// Chooses each sentence's best candidate anew: the one with the highest ln p / ((5 + length)/6)^α; of equal ones the first.
    /// </summary>
    /// <param name="source">The sources of the candidates, encoded by this network. The caller keeps it.</param>
    /// <param name="sentences">The sentences with their candidates, whose scores are not changed.</param>
    /// <param name="lengthAlpha">α ≥ 0; null compares ln p itself.</param>
    /// <exception cref="DecodingException">α is out of its range.</exception>
    public IReadOnlyList<DecodedSentence> Rescore(
        EncodedSource source, IReadOnlyList<DecodedSentence> sentences, double? lengthAlpha = null)
    {
        ArgumentNullException.ThrowIfNull(sentences);
        DecodingOptions.Require("LengthAlpha", lengthAlpha, LengthNormalisation.IsAllowed(lengthAlpha), LengthNormalisation.Range);
        DecodedCandidate[] candidates = [.. sentences.SelectMany(sentence => sentence.Candidates)];
        var logProbabilities = new Queue<double>(
            LogProbabilities(source, [.. candidates.Select(candidate => (candidate.Source, candidate.Tokens))]));
        return [.. sentences.Select(sentence => sentence with { Best = sentence.Candidates.MaxBy(Score)! })];

        // Must be called once for each candidate, in their order.
        double Score(DecodedCandidate candidate) =>
            logProbabilities.Dequeue() / LengthNormalisation.Of(candidate.Tokens.Count, lengthAlpha);
    }

    // The number of targets from start on that fit into one pass, at least 1. They are sorted by length, so that the last is the longest.
    private static int Rows(IReadOnlyList<(int Source, IReadOnlyList<int> Words)> targets, int[] order, int start)
    {
        var count = 1;
        while (start + count < order.Length && (count + 1) * (targets[order[start + count]].Words.Count + 1) <= PositionsAtOnce)
        {
            count++;
        }

        return count;
    }

    private double[] Score(EncodedSource source, IReadOnlyList<(int Source, IReadOnlyList<int> Words)> batch)
    {
        using var scope = NewDisposeScope();
        var (config, device) = (network.Config, network.Device);
        var inputs = TokenRows.ToTensor([.. batch.Select(target => (int[])[config.StartId, .. target.Words])], config, device); // (B, L)
        var outputs = TokenRows.ToTensor([.. batch.Select(target => (int[])[.. target.Words, config.EosId])], config, device);  // (B, L)
        var chosen = source.SelectRows(tensor(batch.Select(target => (long)target.Source).ToArray(), device: device));
        var states = network.Decode(chosen, inputs, DecoderMode.Causal).States.flatten(0, 1); // (B·L, d)

        // Only the n positions without padding, since the product with the output matrix is most of the work.
        var real = tensor(
            batch.SelectMany((target, row) => Enumerable.Range(0, target.Words.Count + 1).Select(i => (row * inputs.shape[1]) + i))
                .ToArray(),
            device: device);
        var logits = network.Logits(states.index_select(0, real));             // (n, V)
        var tokens = outputs.flatten().index_select(0, real).unsqueeze(1);     // (n, 1)
        var chances = logits.gather(1, tokens).squeeze(1) - logits.logsumexp(-1); // (n)
        var rows = tensor(
            batch.SelectMany((target, row) => Enumerable.Repeat((long)row, target.Words.Count + 1)).ToArray(), device: device);
        using Scalar one = 1;
        return zeros(batch.Count, ScalarType.Float64, device)
            .index_add_(0, rows, chances.to(ScalarType.Float64), one)
            .cpu()
            .data<double>()
            .ToArray();
    }
}
