using Gmlm.Theory.Random;
using MathNet.Numerics.Distributions;

namespace Gmlm.Theory.Distributions;

/// <summary>
/// The smallest misspecified setting of interest: three spins whose truth is a random table (Dirichlet(1, …, 1) weights), fitted by a
/// family of two parameters, one field shared by all positions and one coupling between the first two.
/// </summary>
public static class MisspecifiedSpins
{
    /// <summary>F(x) = (x_0 + x_1 + x_2, x_0 x_1) on three spins.</summary>
    public static ExponentialFamily Family { get; } = TwoFeatures();

    /// <summary>A truth drawn uniformly from all tables.</summary>
    public static FiniteDistribution Truth(RandomStream random) =>
        FiniteDistribution.FromWeights(
            Family.Space, [.. Enumerable.Range(0, Family.Space.Count).Select(_ => Exponential.Sample(random, 1))]);

    private static ExponentialFamily TwoFeatures()
    {
        var full = Ising.Family(3);
        var features = new double[2 * full.Space.Count];
        for (var x = 0; x < full.Space.Count; x++)
        {
            var feature = full.Feature(x);
            features[2 * x] = feature[0] + feature[1] + feature[2];
            features[(2 * x) + 1] = feature[3];
        }

        return new ExponentialFamily(full.Space, ["h", "J"], features);
    }
}
