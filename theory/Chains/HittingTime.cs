namespace Gmlm.Theory.Chains;

/// <summary>
/// T, the steps of a chain on 0 … n from state 0 to state n: its distribution and its expectation. E[T] comes from eliminating the states
/// n−1, …, 1 one after the other (Grassmann, Taksar and Heyman 1985; Kohlas 1986): p_ij += p_ib p_bj / (1 − p_bb) and c_i += p_ib
/// c_b / (1 − p_bb) with c = 1 at the start and 1 − p_bb = Σ_{j≠b} p_bj; at the end E[T] = c_0 / p_0n. Nothing is subtracted, and all
/// numbers are logarithms, so that a time of 10^1000 steps is as accurate as one of ten steps.
/// </summary>
public static class HittingTime
{
    /// <summary>
    /// log E[T] from the logarithms of the transition probabilities, (n+1) × (n+1); the diagonal and the last row are not used. Infinite if
    /// T is infinite with positive probability.
    /// </summary>
    /// <exception cref="ArgumentException">The matrix is not square, or has fewer than two states.</exception>
    public static double LogExpected(double[,] logTransition)
    {
        var target = logTransition.GetLength(0) - 1;
        if (target < 1 || logTransition.GetLength(1) != target + 1)
        {
            throw new ArgumentException("a square matrix of at least two states expected", nameof(logTransition));
        }

        var p = (double[,])logTransition.Clone();
        var cost = new double[target]; // log c
        for (var b = target - 1; b > 0; b--)
        {
            var leaving = p[b, target]; // log(1 − p_bb)
            for (var j = 0; j < b; j++)
            {
                leaving = Logarithms.Add(leaving, p[b, j]);
            }

            for (var i = 0; i < b; i++)
            {
                if (!double.IsNegativeInfinity(p[i, b]))
                {
                    Reroute(p, cost, i, b, leaving);
                }
            }
        }

        return cost[0] - p[0, target];
    }

    /// <summary>log P(T ≤ <paramref name="steps"/>), the chain followed step by step in logarithms.</summary>
    public static double LogReachedBy(double[,] logTransition, int steps)
    {
        var target = logTransition.GetLength(0) - 1;
        var mass = Enumerable.Repeat(double.NegativeInfinity, target).ToArray();
        mass[0] = 0;
        var terms = new double[target];
        var reached = double.NegativeInfinity;
        for (var t = 0; t < steps; t++)
        {
            var next = new double[target];
            for (var to = 0; to <= target; to++)
            {
                for (var a = 0; a < target; a++)
                {
                    terms[a] = mass[a] + logTransition[a, to];
                }

                if (to < target)
                {
                    next[to] = Logarithms.Sum(terms);
                }
                else
                {
                    reached = Logarithms.Add(reached, Logarithms.Sum(terms));
                }
            }

            mass = next;
        }

        return reached;
    }

    // Paths i → b → … → j become single steps i → j of the same duration.
    private static void Reroute(double[,] p, double[] cost, int i, int b, double leaving)
    {
        if (double.IsNegativeInfinity(leaving))
        {
            cost[i] = double.PositiveInfinity; // b is a trap
            return;
        }

        var target = cost.Length;
        var weight = p[i, b] - leaving;
        cost[i] = Logarithms.Add(cost[i], weight + cost[b]);
        p[i, target] = Logarithms.Add(p[i, target], weight + p[b, target]);
        for (var j = 0; j < b; j++)
        {
            if (j != i)
            {
                p[i, j] = Logarithms.Add(p[i, j], weight + p[b, j]);
            }
        }
    }
}
