namespace Gmlm.Theory.Distributions;

/// <summary>
/// Ising models: p(x) ∝ exp(Σ_i h_i x_i + Σ_{i&lt;j} J_ij x_i x_j), x ∈ {−1,+1}^N; bit i of a state set means x_i = +1.
/// Every <em>unordered</em> pair counts once; where a text sums over ordered pairs, its J is half of this one.
/// </summary>
public sealed class Ising
{
    /// <summary>The counting of pairs, which is printed beside every figure of this family.</summary>
    public const string PairConvention = "every unordered pair once";

    /// <summary>A model from its fields h (N) and symmetric couplings J (N×N, zero diagonal).</summary>
    /// <exception cref="ArgumentException">Wrong size, asymmetric, a diagonal entry, or a non-finite number.</exception>
    public Ising(double[] fields, double[,] couplings)
    {
        Check(fields, couplings, fields.Length);
        Fields = fields;
        Couplings = couplings;
    }

    /// <summary>N.</summary>
    public int Length => Fields.Length;

    /// <summary>h_i.</summary>
    public double[] Fields { get; }

    /// <summary>J_ij, symmetric, zero diagonal.</summary>
    public double[,] Couplings { get; }

    /// <summary>
    /// The paper's figures: the first <paramref name="clique"/> of <paramref name="length"/> spins form a clique with one coupling J;
    /// every spin has field h.
    /// </summary>
    public static Ising Clique(int length, int clique, double coupling, double field)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(clique, length);
        var couplings = new double[length, length];
        for (var i = 0; i < clique; i++)
        {
            for (var j = 0; j < clique; j++)
            {
                couplings[i, j] = i == j ? 0 : coupling;
            }
        }

        return new Ising([.. Enumerable.Repeat(field, length)], couplings);
    }

    /// <summary>x_i ∈ {−1, +1} of a state.</summary>
    public static int Spin(int state, int position) => ((state >> position & 1) * 2) - 1;

    /// <summary>log p(x) + log Z.</summary>
    public double Energy(int state)
    {
        double energy = 0;
        for (var i = 0; i < Length; i++)
        {
            energy += Fields[i] * Spin(state, i);
            for (var j = 0; j < i; j++)
            {
                energy += Couplings[i, j] * Spin(state, i) * Spin(state, j);
            }
        }

        return energy;
    }

    /// <summary>p, by enumeration of 2^N states.</summary>
    public FiniteDistribution Distribution()
    {
        var space = new StateSpace(2, Length);
        var energies = new double[space.Count];
        for (var x = 0; x < energies.Length; x++)
        {
            energies[x] = Energy(x);
        }

        return FiniteDistribution.FromLogWeights(space, energies);
    }

    /// <summary>The natural parameters θ: h_0 … h_{N−1}, then J_ij for i &lt; j in lexicographic order; d = N + N(N−1)/2.</summary>
    public double[] Parameters()
    {
        var parameters = new List<double>(Fields);
        for (var i = 0; i < Length; i++)
        {
            for (var j = i + 1; j < Length; j++)
            {
                parameters.Add(Couplings[i, j]);
            }
        }

        return [.. parameters];
    }

    /// <summary>The full Ising family on N spins, all h and all J free, parameters in the order of <see cref="Parameters"/>.</summary>
    public static ExponentialFamily Family(int length)
    {
        var space = new StateSpace(2, length);
        var pairs = Enumerable.Range(0, length).SelectMany(i => Enumerable.Range(i + 1, length - i - 1).Select(j => (i, j))).ToArray();
        string[] labels = [.. Enumerable.Range(0, length).Select(i => $"h{i}"), .. pairs.Select(pair => $"J{pair.i}{pair.j}")];
        var features = new double[space.Count * labels.Length];
        for (var x = 0; x < space.Count; x++)
        {
            var row = features.AsSpan(x * labels.Length, labels.Length);
            for (var i = 0; i < length; i++)
            {
                row[i] = Spin(x, i);
            }

            for (var p = 0; p < pairs.Length; p++)
            {
                row[length + p] = Spin(x, pairs[p].i) * Spin(x, pairs[p].j);
            }
        }

        return new ExponentialFamily(space, labels, features);
    }

    /// <summary>
    /// Checks that <paramref name="fields"/> are finite, and that couplings are finite and symmetric, n × n, with a zero diagonal.
    /// </summary>
    internal static void Check(Array fields, double[,] couplings, int n)
    {
        if (couplings.GetLength(0) != n || couplings.GetLength(1) != n)
        {
            throw new ArgumentException($"couplings must be {n}×{n}", nameof(couplings));
        }

        foreach (double field in fields)
        {
            if (!double.IsFinite(field))
            {
                throw new ArgumentException($"fields must be finite, found {field}", nameof(fields));
            }
        }

        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                if (!double.IsFinite(couplings[i, j]) || couplings[i, j] != couplings[j, i] || (i == j && couplings[i, j] != 0))
                {
                    throw new ArgumentException(
                        $"couplings must be finite and symmetric with a zero diagonal; entry ({i},{j}) is not", nameof(couplings));
                }
            }
        }
    }
}
