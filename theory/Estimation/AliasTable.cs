using Gmlm.Theory.Random;

namespace Gmlm.Theory.Estimation;

/// <summary>
/// Draws from a finite distribution in constant time by the alias method (Walker 1977; construction of Vose 1991): cell i is kept with
/// probability q_i and replaced by its alias otherwise.
/// </summary>
public sealed class AliasTable
{
    private readonly double[] _keep;
    private readonly int[] _alias;

    /// <summary>The table of probabilities proportional to <paramref name="weights"/>.</summary>
    /// <exception cref="ArgumentException">No weight, a negative or non-finite weight, or a sum of zero.</exception>
    public AliasTable(ReadOnlySpan<double> weights)
    {
        double sum = 0;
        foreach (var weight in weights)
        {
            if (!double.IsFinite(weight) || weight < 0)
            {
                throw new ArgumentException($"weights must be finite and not negative, found {weight}", nameof(weights));
            }

            sum += weight;
        }

        if (!(sum > 0))
        {
            throw new ArgumentException("weights must have a positive sum", nameof(weights));
        }

        var n = weights.Length;
        _keep = new double[n];
        _alias = new int[n];
        Stack<int> small = new(), large = new();
        for (var i = 0; i < n; i++)
        {
            _keep[i] = weights[i] / sum * n;
            _alias[i] = i;
            (_keep[i] < 1 ? small : large).Push(i);
        }

        while (small.Count > 0 && large.Count > 0)
        {
            int poor = small.Pop(), rich = large.Pop();
            _alias[poor] = rich;
            _keep[rich] -= 1 - _keep[poor];
            (_keep[rich] < 1 ? small : large).Push(rich);
        }

        // Without rounding errors, both stacks would be empty now. The remaining cells are kept with probability 1.
        foreach (var i in small.Concat(large))
        {
            _keep[i] = 1;
        }
    }

    /// <summary>Draws one cell.</summary>
    public int Sample(RandomStream random)
    {
        var u = random.NextUniform() * _keep.Length;
        var cell = (int)u;
        return u - cell < _keep[cell] ? cell : _alias[cell];
    }

    /// <summary>The counts of the cells in <paramref name="samples"/> draws.</summary>
    public double[] Counts(int samples, RandomStream random)
    {
        var counts = new double[_keep.Length];
        for (var i = 0; i < samples; i++)
        {
            counts[Sample(random)]++;
        }

        return counts;
    }
}
