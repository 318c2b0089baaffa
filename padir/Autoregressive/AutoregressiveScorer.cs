using Gmlm.Padir.Decoding;
using Gmlm.Padir.T5;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.Autoregressive;

/// <summary>
/// What an autoregressive network thinks of targets that are there already,
/// <code>ln p(y | x) = Σᵢ ln p(yᵢ | y₁ … yᵢ₋₁, x), i = 1 … length + 1, the last being the end,</code>
/// in one causal pass over all positions: for choosing among the candidates of parallel decoding (Gu et al. 2018, noisy parallel decoding).
/// </summary>
/// <param name="network">In evaluation mode, with weights of causal training. Stays the caller's.</param>
public sealed class AutoregressiveScorer(T5Network network)
{
    // Logits are positions × vocabulary: at a vocabulary of 6,000 some 50 MB at a time.
    private const int PositionsAtOnce = 2048;

    /// <summary>ln p of each target, its end included.</summary>
    /// <param name="source">The encoded sources, of this network; stays the caller's.</param>
    /// <param name="targets">Which source, and the words without start and end; none is allowed.</param>
    /// <exception cref="ArgumentException">An id is not in the vocabulary, a source is not there, or a target is longer than the network
    /// allows.</exception>
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

        // Like lengths together, for little padding.
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
    /// Chooses again among each sentence's candidates: the one with the highest ln p / ((5 + length)/6)^α becomes the best; of equal ones
    /// the first.
    /// </summary>
    /// <param name="source">The encoded sources that the candidates name, of this network; stays the caller's.</param>
    /// <param name="sentences">With their candidates, which stay as they are, scores included.</param>
    /// <param name="brevityAlpha">α ≥ 0; null compares sums.</param>
    /// <exception cref="DecodingException">α is out of its range.</exception>
    public IReadOnlyList<DecodedSentence> Rescore(
        EncodedSource source, IReadOnlyList<DecodedSentence> sentences, double? brevityAlpha = null)
    {
        ArgumentNullException.ThrowIfNull(sentences);
        DecodingOptions.Require("BrevityAlpha", brevityAlpha, BrevityPenalty.IsAllowed(brevityAlpha), BrevityPenalty.Range);
        DecodedCandidate[] candidates = [.. sentences.SelectMany(sentence => sentence.Candidates)];
        var logProbabilities = new Queue<double>(
            LogProbabilities(source, [.. candidates.Select(candidate => (candidate.Source, candidate.Tokens))]));
        return [.. sentences.Select(sentence => sentence with { Best = sentence.Candidates.MaxBy(Score)! })];

        // Asked in the candidates' order, once each.
        double Score(DecodedCandidate candidate) => logProbabilities.Dequeue() / BrevityPenalty.Of(candidate.Tokens.Count, brevityAlpha);
    }

    // As many rows from there on as fit, the longest being the last; one at least.
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

        // The n positions that are no padding: the vocabulary's matrix is most of the work.
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
