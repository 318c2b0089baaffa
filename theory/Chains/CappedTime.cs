namespace Gmlm.Theory.Chains;

/// <summary>
/// The exact distribution of min(T, B), T the time a chain on 0 … m takes from state 0 to state m. The mass outside m and the mass that has
/// arrived are followed separately, so that neither is a difference of nearly equal numbers.
/// </summary>
public sealed class CappedTime
{
    private readonly double[] _survival; // P(T > t), t = 0 … B
    private readonly double[] _reached; // P(T ≤ t), t = 0 … B

    /// <summary>From the transition matrix of the chain and the budget B ≥ 1.</summary>
    public CappedTime(double[,] transition, int budget)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(budget, 1);
        var target = transition.GetLength(0) - 1;
        Budget = budget;
        _survival = new double[budget + 1];
        _reached = new double[budget + 1];
        _survival[0] = 1;
        var mass = new double[target];
        var next = new double[target];
        mass[0] = 1;
        for (var t = 1; t <= budget; t++)
        {
            Array.Clear(next);
            double arriving = 0;
            for (var a = 0; a < target; a++)
            {
                arriving += mass[a] * transition[a, target];
                for (var to = 0; to < target && mass[a] > 0; to++)
                {
                    next[to] += mass[a] * transition[a, to];
                }
            }

            (mass, next) = (next, mass);
            _reached[t] = _reached[t - 1] + arriving;
            _survival[t] = mass.Sum();
        }
    }

    /// <summary>B.</summary>
    public int Budget { get; }

    /// <summary>P(T &gt; <paramref name="steps"/>), 0 ≤ steps ≤ B.</summary>
    public double NotReachedBy(int steps) => _survival[steps];

    /// <summary>E[min(T, B)] = Σ_{t&lt;B} P(T &gt; t).</summary>
    public double Mean
    {
        get
        {
            double sum = 0;
            for (var t = Budget - 1; t >= 0; t--)
            {
                sum += _survival[t];
            }

            return sum;
        }
    }

    /// <summary>
    /// E[B − min(T, B)] = Σ_{t&lt;B} P(T ≤ t), the distance of the mean from the budget, accurate to the last digits even if it is tiny.
    /// </summary>
    public double Shortfall
    {
        get
        {
            double sum = 0;
            for (var t = 0; t < Budget; t++)
            {
                sum += _reached[t];
            }

            return sum;
        }
    }

    /// <summary>
    /// Var(min(T, B)) from E[min(T, B)²] = Σ_{t&lt;B} (2t+1) P(T &gt; t); where arriving is rare, from the time left,
    /// W = B − min(T, B), with E W = Σ_{t&lt;B} P(T ≤ t) and E W² = Σ_{t&lt;B} (2(B−1−t)+1) P(T ≤ t), which does not cancel there.
    /// </summary>
    public double Variance
    {
        get
        {
            var late = Mean > Budget / 2.0;
            double first = 0, second = 0;
            for (var t = 0; t < Budget; t++)
            {
                var probability = late ? _reached[Budget - 1 - t] : _survival[t];
                first += probability;
                second += ((2 * t) + 1) * probability;
            }

            return Math.Max(0, second - (first * first));
        }
    }

    /// <summary>P(min(T, B) = t) for t = 0 … B; chains that have not arrived before B count as B.</summary>
    public double[] Distribution()
    {
        var probabilities = new double[Budget + 1];
        for (var t = 1; t < Budget; t++)
        {
            probabilities[t] = _reached[t] - _reached[t - 1];
        }

        probabilities[Budget] = _survival[Budget - 1];
        return probabilities;
    }
}
