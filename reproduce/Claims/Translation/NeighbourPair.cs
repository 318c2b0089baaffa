using System.Numerics.Tensors;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Models;
using Gmlm.Padir.Randomness;

namespace Gmlm.Reproduce.Claims.Translation;

/// <summary>Two neighbouring positions of a target that a model writes in one step.</summary>
/// <param name="Information">How much their words depend on each other by the model itself, in nats: see <see cref="Of"/>.</param>
/// <param name="Attention">How much each looks at the other, a mean of both, over layers and heads.</param>
/// <param name="Stutters">Whether the model writes the same word on both.</param>
internal readonly record struct NeighbourPair(double Information, double Attention, bool Stutters)
{
    private const int Batch = 16;
    private const int Asked = 64;

    /// <summary>How many of the likeliest words of a position are tried on it.</summary>
    public const int Tried = 4;

    /// <summary>
    /// The pairs of each target. With everything hidden the model says p_i of every position; with the word a written on position i it says p_{i+1}(· | a) of the next. Over the likeliest
    /// words a of position i, their weights w_a made to sum to 1,
    /// <code>I = Σ_a w_a KL(p_{i+1}(· | a) ‖ Σ_b w_b p_{i+1}(· | b))</code>
    /// is the mutual information of the two words, were the model's conditionals those of one law and the rest of p_i left out: never negative, at most ln(<see cref="Tried"/>).
    /// </summary>
    /// <param name="model">A parallel model.</param>
    /// <param name="tokens">Its special ids.</param>
    /// <param name="sources">Without end.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <returns>For each source its target's pairs, from the left.</returns>
    public static NeighbourPair[][] Of(TranslationModel model, DecodingTokens tokens, IReadOnlyList<int[]> sources, CancellationToken cancellation = default)
    {
        var input = model.Model.Config.Corruption.Input;
        var outputs = model.Parallel(sources, new ParallelSettings { Loop = new DecodingOptions { Iterations = 1, Input = input } }, cancellation).Select(sentence => sentence.Best.Tokens).ToArray();
        return [.. Enumerable.Range(0, sources.Count).Chunk(Batch).SelectMany(batch =>
        {
            cancellation.ThrowIfCancellationRequested();
            int[][] rows = [.. batch.Select(i => sources[i])];
            int[][] hidden = [.. batch.Select(i => tokens.Input(input, outputs[i].Count, new SplitMix64(0)))]; // Nothing is drawn.
            var information = model.Asking(rows, network => Informations(network, hidden));
            var attention = model.SelfAttention(rows, hidden);
            return batch.Select((i, row) => information[row].Select((value, left) => new NeighbourPair(
                value, (attention[row][left, left + 1] + attention[row][left + 1, left]) / 2, outputs[i][left] == outputs[i][left + 1])).ToArray());
        })];
    }

    /// <summary>The information of each two neighbours.</summary>
    /// <param name="network">Asked about sources by their place.</param>
    /// <param name="hidden">For each source a target with everything hidden, its end included.</param>
    internal static double[][] Informations(IDecodingModel network, int[][] hidden)
    {
        var width = network.VocabularySize;
        DecodingQuery[] alone = [.. hidden.Select((words, row) => new DecodingQuery(row, words, [.. Enumerable.Range(0, words.Length - 1)]))];
        var likeliest = new Dictionary<(int Row, int Position), (int Word, double Weight)[]>();
        Ask(network, alone, (query, k, law) => likeliest[(query.Source, query.Positions[k])] = Likeliest(law));

        // Position i with each of its likeliest words, and what is then said of the next one.
        var given = likeliest.Where(cell => cell.Key.Position + 2 < hidden[cell.Key.Row].Length).SelectMany(cell => cell.Value, (cell, word) => (cell.Key.Row, cell.Key.Position, word.Weight, word.Word)).ToArray();
        var laws = new Queue<float[]>();
        Ask(network, [.. given.Select(cell => new DecodingQuery(cell.Row, [.. hidden[cell.Row].Select((word, i) => i == cell.Position ? cell.Word : word)], [cell.Position + 1]))], (_, _, law) => laws.Enqueue([.. law]));

        var informations = hidden.Select(words => new double[Math.Max(0, words.Length - 2)]).ToArray();
        foreach (var group in given.GroupBy(cell => (cell.Row, cell.Position)))
        {
            informations[group.Key.Row][group.Key.Position] = Divergence([.. group.Select(cell => cell.Weight)], [.. group.Select(_ => laws.Dequeue())]);
        }

        return informations;

        void Ask(IDecodingModel asked, DecodingQuery[] queries, Action<DecodingQuery, int, ReadOnlySpan<float>> read)
        {
            var law = new float[width];
            foreach (var chunk in queries.Chunk(Asked))
            {
                asked.Logits(chunk, (logits, _) =>
                {
                    foreach (var query in chunk)
                    {
                        for (var k = 0; k < query.Positions.Count; k++, logits = logits[width..])
                        {
                            TensorPrimitives.SoftMax(logits[..width], law);
                            read(query, k, law);
                        }
                    }
                });
            }
        }
    }

    // Weights sum to 1.
    private static (int Word, double Weight)[] Likeliest(ReadOnlySpan<float> law)
    {
        float[] left = [.. law];
        var found = new (int Word, double Weight)[Tried];
        for (var k = 0; k < Tried; k++)
        {
            var word = TensorPrimitives.IndexOfMax<float>(left);
            found[k] = (word, law[word]);
            left[word] = -1;
        }

        var total = found.Sum(pair => pair.Weight);
        return [.. found.Select(pair => (pair.Word, pair.Weight / total))];
    }

    // Σ_a w_a KL(p_a ‖ Σ_b w_b p_b), the Jensen–Shannon divergence.
    private static double Divergence(double[] weights, float[][] laws)
    {
        var sum = 0.0;
        for (var word = 0; word < laws[0].Length; word++)
        {
            var mean = 0.0;
            for (var a = 0; a < weights.Length; a++)
            {
                mean += weights[a] * laws[a][word];
            }

            for (var a = 0; a < weights.Length; a++)
            {
                sum += laws[a][word] > 0 ? weights[a] * laws[a][word] * Math.Log(laws[a][word] / mean) : 0;
            }
        }

        return Math.Max(0, sum);
    }
}
