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

    /// <summary>
    /// Of a distribution, from the entropies of all sets of positions. Each set's table comes from that of a larger one by summing one
    /// position out, so that all of them take (1 + q)^N additions.
    /// </summary>
    public static InformationCurve Of(FiniteDistribution distribution)
    {
        var (space, sums) = (distribution.Space, new double[distribution.Space.Length + 1]);
        Visit(0, 0, distribution.Probabilities);
        return new InformationCurve(
            [.. sums.Select((sum, size) => sum / MathNet.Numerics.SpecialFunctions.Binomial(space.Length, size))]);

        // The positions before this one are decided; so many of them are kept.
        void Visit(int position, int kept, ReadOnlySpan<double> table)
        {
            if (position == space.Length)
            {
                sums[kept] += kept == 0 ? 0 : Divergences.Entropy(table);
                return;
            }

            Visit(position + 1, kept + 1, table);
            Visit(position + 1, kept, SummedOut(table, space.Alphabet, space.Power(kept)));
        }
    }

    /// <summary>Of exchangeable spins, for lengths far beyond enumeration.</summary>
    public static InformationCurve Of(CliqueEntropies clique) => Of(clique, clique.Clique, 0);

    /// <summary>Of a clique of exchangeable spins among others that depend on nothing.</summary>
    /// <param name="clique">The spins of the clique, n of them.</param>
    /// <param name="length">N ≥ n.</param>
    /// <param name="outside">The entropy of one of the N − n others.</param>
    public static InformationCurve Of(CliqueEntropies clique, int length, double outside)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, clique.Clique);
        double[] inside = [.. Enumerable.Range(0, clique.Clique + 1).Select(clique.Entropy)];
        return new InformationCurve(
        [
            .. Enumerable.Range(0, length + 1).Select(size =>
            {
                // How many of the positions are in the clique is hypergeometric.
                var shared = new MathNet.Numerics.Distributions.Hypergeometric(length, clique.Clique, size);
                return Enumerable.Range(0, Math.Min(size, clique.Clique) + 1)
                    .Sum(within => shared.Probability(within) * (inside[within] + ((size - within) * outside)));
            }),
        ]);
    }

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
        return Optima(steps)[^1];
    }

    /// <summary><see cref="Optimal"/> for S = 1 … N, O(N³).</summary>
    public IReadOnlyList<int[]> Optima() => Optima(Length);

    private int[][] Optima(int steps)
    {
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

        return [.. Enumerable.Range(1, steps).Select(count =>
        {
            var sizes = new int[count];
            for (int t = count, a = 0; t > 0; a += first[t, a], t--)
            {
                sizes[count - t] = first[t, a];
            }

            return sizes;
        })];
    }

    private static double[] SummedOut(ReadOnlySpan<double> table, int alphabet, int stride)
    {
        var sums = new double[table.Length / alphabet];
        for (var b = 0; b < sums.Length; b++)
        {
            var first = (b / stride * stride * alphabet) + (b % stride);
            for (var symbol = 0; symbol < alphabet; symbol++)
            {
                sums[b] += table[first + (symbol * stride)];
            }
        }

        return sums;
    }

    // Σ (h_{before+1} − h_j) over the ranks j of the block.
    private double BlockLoss(int before, int size) => (size * this[before + 1]) - (_entropies[before + size] - _entropies[before]);
}
