namespace Gmlm.Theory.Distributions;

/// <summary>
/// Potts models: p(x) ∝ exp(Σ_i h_i(x_i) + Σ_{i&lt;j} J_ij 1[x_i = x_j]), x ∈ {0, …, q−1}^N, every unordered pair once.
/// A constant added to h_i changes nothing, so the family fixes h_i(0) = 0.
/// </summary>
public sealed class Potts
{
    /// <summary>A model from its fields h (N×q) and symmetric couplings J (N×N, zero diagonal).</summary>
    /// <exception cref="ArgumentException">Wrong size, asymmetric, a diagonal entry, or a non-finite number.</exception>
    public Potts(double[,] fields, double[,] couplings)
    {
        Ising.Check(fields, couplings, fields.GetLength(0));
        Fields = fields;
        Couplings = couplings;
    }

    /// <summary>N.</summary>
    public int Length => Fields.GetLength(0);

    /// <summary>q.</summary>
    public int Alphabet => Fields.GetLength(1);

    /// <summary>h_i(a), N×q.</summary>
    public double[,] Fields { get; }

    /// <summary>J_ij, symmetric, zero diagonal.</summary>
    public double[,] Couplings { get; }

    /// <summary>log p(x) + log Z for the symbols of one sequence.</summary>
    public double Energy(StateSpace space, int state)
    {
        double energy = 0;
        for (var i = 0; i < Length; i++)
        {
            var symbol = space.Symbol(state, i);
            energy += Fields[i, symbol];
            for (var j = 0; j < i; j++)
            {
                energy += symbol == space.Symbol(state, j) ? Couplings[i, j] : 0;
            }
        }

        return energy;
    }

    /// <summary>p, by enumeration of q^N states.</summary>
    public FiniteDistribution Distribution()
    {
        var space = new StateSpace(Alphabet, Length);
        return FiniteDistribution.FromLogWeights(space, [.. Enumerable.Range(0, space.Count).Select(x => Energy(space, x))]);
    }

    /// <summary>
    /// The natural parameters θ: h_i(a) − h_i(0) for a ≥ 1, position by position, then J_ij for i &lt; j; d = N(q−1) + N(N−1)/2.
    /// </summary>
    public double[] Parameters()
    {
        var parameters = new List<double>();
        for (var i = 0; i < Length; i++)
        {
            for (var symbol = 1; symbol < Alphabet; symbol++)
            {
                parameters.Add(Fields[i, symbol] - Fields[i, 0]);
            }
        }

        for (var i = 0; i < Length; i++)
        {
            for (var j = i + 1; j < Length; j++)
            {
                parameters.Add(Couplings[i, j]);
            }
        }

        return [.. parameters];
    }

    /// <summary>The full Potts family, all fields and all couplings free, parameters in the order of <see cref="Parameters"/>.</summary>
    public static ExponentialFamily Family(int alphabet, int length)
    {
        var space = new StateSpace(alphabet, length);
        var sites = Enumerable.Range(0, length).SelectMany(i => Enumerable.Range(1, alphabet - 1).Select(symbol => (i, symbol))).ToArray();
        var pairs = Enumerable.Range(0, length).SelectMany(i => Enumerable.Range(i + 1, length - i - 1).Select(j => (i, j))).ToArray();
        string[] labels = [.. sites.Select(site => $"h{site.i}({site.symbol})"), .. pairs.Select(pair => $"J{pair.i}{pair.j}")];
        var features = new double[space.Count * labels.Length];
        for (var x = 0; x < space.Count; x++)
        {
            var row = features.AsSpan(x * labels.Length, labels.Length);
            for (var s = 0; s < sites.Length; s++)
            {
                row[s] = space.Symbol(x, sites[s].i) == sites[s].symbol ? 1 : 0;
            }

            for (var p = 0; p < pairs.Length; p++)
            {
                row[sites.Length + p] = space.Symbol(x, pairs[p].i) == space.Symbol(x, pairs[p].j) ? 1 : 0;
            }
        }

        return new ExponentialFamily(space, labels, features);
    }
}
