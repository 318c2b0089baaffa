namespace Gmlm.Theory.Distributions;

/// <summary>
/// The saturated exponential family: F_y(x) = 1[x = y] for every y but state 0, so that θ_y = log p(y)/p(0) and every positive
/// table is one of its members. d = q^N − 1.
/// </summary>
public static class Saturated
{
    /// <summary>The family on <paramref name="space"/>; parameter y − 1 belongs to state y.</summary>
    public static ExponentialFamily Family(StateSpace space)
    {
        var d = space.Count - 1;
        var features = new double[space.Count * d];
        for (var y = 1; y <= d; y++)
        {
            features[(y * d) + y - 1] = 1;
        }

        return new ExponentialFamily(space, [.. Enumerable.Range(1, d).Select(y => $"t{y}")], features);
    }

    /// <summary>θ of a strictly positive table.</summary>
    /// <exception cref="ArgumentException">A state of probability zero: it has no finite parameter.</exception>
    public static double[] Parameters(FiniteDistribution table)
    {
        var parameters = new double[table.Space.Count - 1];
        for (var x = 0; x < table.Space.Count; x++)
        {
            if (!(table[x] > 0))
            {
                throw new ArgumentException($"state {x} has probability zero", nameof(table));
            }

            if (x > 0)
            {
                parameters[x - 1] = Math.Log(table[x] / table[0]);
            }
        }

        return parameters;
    }
}
