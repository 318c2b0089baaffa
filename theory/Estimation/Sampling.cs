using Gmlm.Theory.Random;

namespace Gmlm.Theory.Estimation;

/// <summary>Samples from enumerated distributions. For many draws from one distribution keep an <see cref="AliasTable"/>.</summary>
public static class Sampling
{
    /// <summary>The empirical distribution of <paramref name="samples"/> ≥ 1 draws from <paramref name="distribution"/>.</summary>
    public static FiniteDistribution Empirical(FiniteDistribution distribution, int samples, RandomStream random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        return FiniteDistribution.FromWeights(distribution.Space, new AliasTable(distribution.Probabilities).Counts(samples, random));
    }

    /// <summary><paramref name="samples"/> states drawn from <paramref name="distribution"/>, in order.</summary>
    public static int[] States(FiniteDistribution distribution, int samples, RandomStream random)
    {
        var table = new AliasTable(distribution.Probabilities);
        return [.. Enumerable.Range(0, samples).Select(_ => table.Sample(random))];
    }
}
