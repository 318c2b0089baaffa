using Gmlm.Theory.Random;

namespace Gmlm.Theory.Information;

/// <summary>
/// Decoding p in S parallel steps over an ordered partition K_1, …, K_S of the positions, each set a bit mask: the distribution of the
/// output, and its loss.
/// </summary>
public static class PartitionDecoding
{
    /// <summary>Σ_s TC(X_{K_s} given X_{K_1 ∪ … ∪ K_{s−1}}).</summary>
    public static double Loss(FiniteDistribution p, IReadOnlyList<int> partition)
    {
        double loss = 0;
        var seen = 0;
        foreach (var predicted in partition)
        {
            loss += Divergences.ConditionalTotalCorrelation(p, predicted, seen);
            seen |= predicted;
        }

        return loss;
    }

    /// <summary>
    /// The distribution of the decoder's output: Π_s Π_{i∈K_s} p(x_i given x_{K_1 ∪ … ∪ K_{s−1}}); a <paramref name="blind"/> decoder
    /// conditions on none of its earlier draws.
    /// </summary>
    public static FiniteDistribution Distribution(FiniteDistribution p, IReadOnlyList<int> partition, bool blind)
    {
        var probabilities = Enumerable.Repeat(1.0, p.Space.Count).ToArray();
        var seen = 0;
        foreach (var predicted in partition)
        {
            var given = Conditionals.Marginal(p, p.Space.Everything & ~seen);
            for (var i = 0; i < p.Space.Length; i++)
            {
                if ((predicted >> i & 1) != 0)
                {
                    var together = Conditionals.Marginal(p, p.Space.Everything & ~(seen | (1 << i)));
                    for (var x = 0; x < probabilities.Length; x++)
                    {
                        probabilities[x] *= together[x] / given[x];
                    }
                }
            }

            seen |= blind ? 0 : predicted;
        }

        return FiniteDistribution.FromWeights(p.Space, probabilities);
    }

    /// <summary>All ordered partitions of [N] into blocks of these sizes.</summary>
    /// <param name="length">N.</param>
    /// <param name="sizes">Positive, with the sum N.</param>
    public static IEnumerable<int[]> All(int length, IReadOnlyList<int> sizes) => All((1 << length) - 1, sizes, 0);

    /// <summary>A random ordered partition of [N] into parts whose sizes differ by at most one.</summary>
    public static int[] Random(RandomStream random, int length, int steps)
    {
        var order = Enumerable.Range(0, length).ToArray();
        random.Shuffle(order);
        var parts = new int[steps];
        for (var s = 0; s < steps; s++)
        {
            for (var at = s * length / steps; at < (s + 1) * length / steps; at++)
            {
                parts[s] |= 1 << order[at];
            }
        }

        return parts;
    }

    /// <summary>The partition with one of its steps split into two; null if every step has one position.</summary>
    public static int[]? Split(RandomStream random, int[] partition)
    {
        var large = Enumerable.Range(0, partition.Length).Where(s => int.PopCount(partition[s]) > 1).ToArray();
        if (large.Length == 0)
        {
            return null;
        }

        var s = large[random.NextBelow((uint)large.Length)];
        var lowest = partition[s] & -partition[s];
        var first = lowest | (partition[s] & (int)(random.NextBits() & int.MaxValue));
        first = first == partition[s] ? lowest : first;
        return [.. partition[..s], first, partition[s] & ~first, .. partition[(s + 1)..]];
    }

    /// <summary>
    /// The average of <see cref="Loss"/> over all ordered partitions into parts as equal as can be: in each step every pair of disjoint
    /// sets, seen and predicted, is as likely.
    /// </summary>
    public static double MeanLoss(FiniteDistribution p, int steps)
    {
        var length = p.Space.Length;
        double loss = 0;
        for (var s = 0; s < steps; s++)
        {
            int from = s * length / steps, to = (s + 1) * length / steps;
            loss += (from == 0 ? [0] : MaskDistribution.UniformOfSize(length, from).Masks)
                .SelectMany(
                    seen => MaskDistribution.UniformOfSize(length, to - from).Masks.Where(predicted => (predicted & seen) == 0),
                    (seen, predicted) => (seen, predicted))
                .Average(pair => Divergences.ConditionalTotalCorrelation(p, pair.predicted, pair.seen));
        }

        return loss;
    }

    private static IEnumerable<int[]> All(int left, IReadOnlyList<int> sizes, int from)
    {
        if (from == sizes.Count)
        {
            yield return [];
            yield break;
        }

        for (var block = left; block > 0; block = (block - 1) & left)
        {
            if (int.PopCount(block) == sizes[from])
            {
                foreach (var rest in All(left & ~block, sizes, from + 1))
                {
                    yield return [block, .. rest];
                }
            }
        }
    }
}
