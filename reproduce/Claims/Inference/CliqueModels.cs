using Gmlm.Theory.Random;
using MathNet.Numerics.Distributions;

namespace Gmlm.Reproduce.Claims.Inference;

/// <summary>
/// Ising models whose first spins form a clique C. The other spins are not coupled to the clique, but may be coupled to each other.
/// </summary>
internal static class CliqueModels
{
    /// <summary>A clique with one J and one h, as in the paper's figures, and other spins with random fields and couplings.</summary>
    public static Ising WithRandomOthers(RandomStream random, int length, int clique, double coupling, double field)
    {
        var couplings = Random(random, length, (i, j) => i >= clique && j >= clique ? 1 : 0);
        for (var i = 0; i < clique; i++)
        {
            for (var j = 0; j < clique; j++)
            {
                couplings[i, j] = i == j ? 0 : coupling;
            }
        }

        return new Ising([.. Enumerable.Range(0, length).Select(i => i < clique ? field : Normal.Sample(random, 0, 1))], couplings);
    }

    /// <summary>Symmetric normal couplings of the given standard deviations.</summary>
    public static double[,] Random(RandomStream random, int length, Func<int, int, double> scale)
    {
        var couplings = new double[length, length];
        for (var i = 0; i < length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                couplings[i, j] = couplings[j, i] = scale(i, j) * Normal.Sample(random, 0, 1);
            }
        }

        return couplings;
    }

    /// <summary>
    /// A natural logarithm as log₁₀. A value near zero is the rounding of a difference of larger values, and is not gated.
    /// </summary>
    public static Metric Decades(string name, double log) =>
        Metric.Computed(name, log / Math.Log(10), "decades", relative: Math.Abs(log) < 1e-8 ? null : 1e-6);
}
