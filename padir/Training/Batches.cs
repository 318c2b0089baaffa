using Gmlm.Padir.Randomness;

namespace Gmlm.Padir.Training;

/// <summary>
/// Makes the batches of an epoch. The examples are put in random order and sorted by length within pools of a hundred batches. They are cut
/// so that no batch has more decoder positions than allowed, padding included, and the batches are put in random order. The result is a
/// function of examples, size, seed and epoch, so that a run can resume within an epoch.
/// </summary>
internal static class Batches
{
    private const int Pool = 100;
    private const ulong OrderFamily = 0x6f72646572;

    /// <summary>Returns the indices of the examples of each batch.</summary>
    /// <param name="examples">All examples.</param>
    /// <param name="tokens">The largest number of decoder positions of a batch; a longer example is a batch of its own.</param>
    /// <param name="seed">The seed of the order.</param>
    /// <param name="epoch">The epoch, from 0.</param>
    public static IReadOnlyList<int[]> Of(IReadOnlyList<Example> examples, int tokens, long seed, int epoch)
    {
        var random = SplitMix64.ForItem((ulong)seed, OrderFamily, epoch);
        var order = random.Shuffled(Enumerable.Range(0, examples.Count));
        var mean = Math.Max(1, examples.Average(example => example.Positions));
        var pool = (int)Math.Clamp(Pool * tokens / mean, 1, examples.Count);
        var batches = order.Chunk(pool)
            .SelectMany(
                some => Cut([.. some.OrderBy(i => examples[i].Positions).ThenBy(i => examples[i].Source.Length)], examples, tokens));
        return random.Shuffled(batches);
    }

    /// <summary>Makes batches in the order of the examples, for evaluation.</summary>
    public static IReadOnlyList<int[]> InOrder(IReadOnlyList<Example> examples, int tokens) =>
        [.. Cut([.. Enumerable.Range(0, examples.Count)], examples, tokens)];

    private static IEnumerable<int[]> Cut(int[] order, IReadOnlyList<Example> examples, int tokens)
    {
        var batch = new List<int>();
        var longest = 0;
        foreach (var i in order)
        {
            longest = Math.Max(longest, examples[i].Positions);
            if (batch.Count > 0 && longest * (batch.Count + 1) > tokens)
            {
                yield return [.. batch];
                batch.Clear();
                longest = examples[i].Positions;
            }

            batch.Add(i);
        }

        if (batch.Count > 0)
        {
            yield return [.. batch];
        }
    }
}
