using System.Numerics.Tensors;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Models;
using Gmlm.Padir.Randomness;

namespace Gmlm.Reproduce.Claims.Translation;

/// <summary>Two adjacent positions of a target that a model writes in one step.</summary>
/// <param name="Information">The mutual information of the two words by the model, in nats (<see cref="Of"/>).</param>
/// <param name="Attention">The mean attention weight of each position on the other, over layers and heads.</param>
/// <param name="Stutters">Whether the model writes the same word on both.</param>
internal readonly record struct NeighbourPair(double Information, double Attention, bool Stutters)
{
    private const int Batch = 16;
    private const int QueriesPerPass = 64;

    /// <summary>The number of most probable words that are tried at a position.</summary>
    public const int Tried = 4;

    /// <summary>
    /// The pairs of each target. With everything hidden the model gives the distribution p_i of every position; with the word a at position
    /// i it gives p_{i+1}(· | a) of the next position. Over the most probable words a of position i, with weights w_a normalised to 1,
    /// <code>I = Σ_a w_a KL(p_{i+1}(· | a) ‖ Σ_b w_b p_{i+1}(· | b))</code>
    /// is the mutual information of the two words if the model's conditionals are those of one distribution and the other words of p_i are
    /// left out. It is between 0 and ln(<see cref="Tried"/>).
    /// </summary>
    /// <param name="model">A parallel model.</param>
    /// <param name="tokens">The special token ids of the model.</param>
    /// <param name="sources">The sources, without the end token.</param>
    /// <param name="cancellation">Cancels between batches.</param>
    /// <returns>For each source, the pairs of its target from the left.</returns>
    public static NeighbourPair[][] Of(
        TranslationModel model, DecodingTokens tokens, IReadOnlyList<int[]> sources, CancellationToken cancellation = default)
    {
        var input = model.Model.Config.Corruption.Input;
        var outputs = model.Parallel(
            sources, new ParallelSettings { Loop = new DecodingOptions { Iterations = 1, Input = input } }, cancellation)
            .Select(sentence => sentence.Best.Tokens)
            .ToArray();
        return [.. Enumerable.Range(0, sources.Count).Chunk(Batch).SelectMany(batch =>
        {
            cancellation.ThrowIfCancellationRequested();
            int[][] rows = [.. batch.Select(i => sources[i])];
            int[][] hidden = [.. batch.Select(i => tokens.Input(input, outputs[i].Count, new SplitMix64(0)))]; // Nothing is drawn.
            var information = model.Asking(rows, network => Informations(network, hidden));
            var attention = model.SelfAttention(rows, hidden);
            return batch.Select((i, row) => information[row].Select((value, left) => new NeighbourPair(
                value,
                (attention[row][left, left + 1] + attention[row][left + 1, left]) / 2,
                outputs[i][left] == outputs[i][left + 1])).ToArray());
        })];
    }

    /// <summary>The mutual information of each two adjacent positions.</summary>
    /// <param name="network">The model, which finds the sources by their index.</param>
    /// <param name="hidden">For each source, a target with everything hidden, with its end token.</param>
    internal static double[][] Informations(IDecodingModel network, int[][] hidden)
    {
        var width = network.VocabularySize;
        DecodingQuery[] alone =
        [
            .. hidden.Select((words, row) => new DecodingQuery(row, words, [.. Enumerable.Range(0, words.Length - 1)])),
        ];
        var candidates = new Dictionary<(int Row, int Position), (int Word, double Weight)[]>();
        Evaluate(network, alone, (query, k, probabilities) => candidates[(query.Source, query.Positions[k])] = MostProbable(probabilities));

        // Position i with each of its most probable words, and the resulting distribution of the next position.
        var given = candidates.Where(cell => cell.Key.Position + 2 < hidden[cell.Key.Row].Length)
            .SelectMany(cell => cell.Value, (cell, word) => (cell.Key.Row, cell.Key.Position, word.Weight, word.Word))
            .ToArray();
        var distributions = new Queue<float[]>();
        Evaluate(
            network,
            [
                .. given.Select(cell => new DecodingQuery(
                    cell.Row,
                    [.. hidden[cell.Row].Select((word, i) => i == cell.Position ? cell.Word : word)],
                    [cell.Position + 1])),
            ],
            (_, _, probabilities) => distributions.Enqueue([.. probabilities]));

        var informations = hidden.Select(words => new double[Math.Max(0, words.Length - 2)]).ToArray();
        foreach (var group in given.GroupBy(cell => (cell.Row, cell.Position)))
        {
            informations[group.Key.Row][group.Key.Position] = Divergence(
                [.. group.Select(cell => cell.Weight)], [.. group.Select(_ => distributions.Dequeue())]);
        }

        return informations;

        void Evaluate(IDecodingModel model, DecodingQuery[] queries, Action<DecodingQuery, int, ReadOnlySpan<float>> read)
        {
            var probabilities = new float[width];
            foreach (var chunk in queries.Chunk(QueriesPerPass))
            {
                model.Logits(chunk, (logits, _) =>
                {
                    foreach (var query in chunk)
                    {
                        for (var k = 0; k < query.Positions.Count; k++, logits = logits[width..])
                        {
                            TensorPrimitives.SoftMax(logits[..width], probabilities);
                            read(query, k, probabilities);
                        }
                    }
                });
            }
        }
    }

    // The weights sum to 1.
    private static (int Word, double Weight)[] MostProbable(ReadOnlySpan<float> probabilities)
    {
        float[] left = [.. probabilities];
        var found = new (int Word, double Weight)[Tried];
        for (var k = 0; k < Tried; k++)
        {
            var word = TensorPrimitives.IndexOfMax<float>(left);
            found[k] = (word, probabilities[word]);
            left[word] = -1;
        }

        var total = found.Sum(pair => pair.Weight);
        return [.. found.Select(pair => (pair.Word, pair.Weight / total))];
    }

    // Σ_a w_a KL(p_a ‖ Σ_b w_b p_b), the Jensen–Shannon divergence.
    private static double Divergence(double[] weights, float[][] distributions)
    {
        var sum = 0.0;
        for (var word = 0; word < distributions[0].Length; word++)
        {
            var mean = 0.0;
            for (var a = 0; a < weights.Length; a++)
            {
                mean += weights[a] * distributions[a][word];
            }

            for (var a = 0; a < weights.Length; a++)
            {
                sum += distributions[a][word] > 0 ? weights[a] * distributions[a][word] * Math.Log(distributions[a][word] / mean) : 0;
            }
        }

        return Math.Max(0, sum);
    }
}
