namespace Gmlm.Theory.Information;

/// <summary>
/// How much a position is still uncertain when others are known: h_j, the mean of H(X_i given X_S) over all sets S of j − 1 positions and
/// all i outside S, j = 1 … N, in nats. It never rises. With H̄_m the mean entropy of m positions, h_j = H̄_j − H̄_{j−1}. A decoder that
/// writes positions in random order in blocks of sizes s_1, …, s_S, each position of a block from its exact conditional, loses
/// <code>E KL = Σ_t Σ_{j in block t} (h_{first(t)} − h_j)</code>
/// where block t has the ranks first(t) … first(t) + s_t − 1 (Chen, Cong and Li 2025).
/// </summary>
public sealed class InformationCurve
{
    // Losses that differ by less are the same but for rounding.
    private const double Same = 1e-12;

    private readonly double[] _entropies; // H̄_0 … H̄_N

    private InformationCurve(double[] entropies) => _entropies = entropies;

    /// <summary>N.</summary>
    public int Length => _entropies.Length - 1;

    /// <summary>h_j, j = 1 … N.</summary>
    public double this[int rank] => _entropies[rank] - _entropies[rank - 1];

    /// <summary>TC = Σ_j (h_1 − h_j): the sum of the positions' entropies less the entropy of all.</summary>
    public double TotalCorrelation => (Length * this[1]) - _entropies[Length];

    /// <summary>DTC = Σ_j (h_j − h_N): the entropy of all less what each position has alone, given all others.</summary>
    public double DualTotalCorrelation => _entropies[Length] - (Length * this[Length]);

    /// <summary>Of a distribution, from the entropies of all sets of positions.</summary>
    public static InformationCurve Of(FiniteDistribution distribution)
    {
        var sums = new double[distribution.Space.Length + 1];
        var counts = new int[distribution.Space.Length + 1];
        for (var positions = 0; positions <= distribution.Space.Everything; positions++)
        {
            var size = int.PopCount(positions);
            sums[size] += positions == 0 ? 0 : Divergences.Entropy(distribution, positions);
            counts[size]++;
        }

        return new InformationCurve([.. sums.Zip(counts, (sum, count) => sum / count)]);
    }

    /// <summary>Of exchangeable spins, for lengths far beyond enumeration.</summary>
    public static InformationCurve Of(CliqueEntropies clique) => new([.. Enumerable.Range(0, clique.Clique + 1).Select(clique.Entropy)]);

    /// <summary>The loss of decoding in blocks of these sizes.</summary>
    /// <param name="sizes">Positive, with the sum N.</param>
    /// <exception cref="ArgumentException">The sizes are not those of a schedule.</exception>
    public double Loss(IReadOnlyList<int> sizes)
    {
        if (sizes.Any(size => size < 1) || sizes.Sum() != Length)
        {
            throw new ArgumentException($"sizes {string.Join(' ', sizes)} should be positive, with the sum {Length}", nameof(sizes));
        }

        var (loss, before) = (0.0, 0);
        foreach (var size in sizes)
        {
            loss += BlockLoss(before, size);
            before += size;
        }

        return loss;
    }

    /// <summary>
    /// The sizes of the least loss in S steps, by dynamic programming over the positions decoded, O(S N²); of equally good ones the
    /// lexicographically smallest.
    /// </summary>
    /// <param name="steps">S, 1 to N.</param>
    public int[] Optimal(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(steps, Length);

        // least[t, a]: of decoding the positions from a on in t steps; first[t, a]: the size of the first of them.
        var (least, first) = (new double[steps + 1, Length + 1], new int[steps + 1, Length + 1]);
        for (var t = 0; t <= steps; t++)
        {
            for (var a = 0; a <= Length; a++)
            {
                least[t, a] = t == 0 && a == Length ? 0 : double.PositiveInfinity;
                for (var size = 1; t > 0 && size <= Length - a; size++)
                {
                    var loss = BlockLoss(a, size) + least[t - 1, a + size];
                    if (loss < least[t, a] - Same)
                    {
                        (least[t, a], first[t, a]) = (loss, size);
                    }
                }
            }
        }

        var sizes = new int[steps];
        for (int t = steps, a = 0; t > 0; a += first[t, a], t--)
        {
            sizes[steps - t] = first[t, a];
        }

        return sizes;
    }

    // Σ (h_{before+1} − h_j) over the ranks j of the block.
    private double BlockLoss(int before, int size) => (size * this[before + 1]) - (_entropies[before + size] - _entropies[before]);
}
