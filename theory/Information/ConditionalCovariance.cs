using Gmlm.Theory.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra;

namespace Gmlm.Theory.Information;

/// <summary>
/// Conditional means and covariances of a vector-valued function v on Ω^N (row-major, q^N × d) given the visible part x_{−K},
/// taken with the table p itself. Blocks of probability zero do not count.
/// </summary>
public static class ConditionalCovariance
{
    /// <summary>E_p[v given x_{−K}] for every state, row-major, q^N × d; zero on blocks of probability zero.</summary>
    public static double[] Mean(FiniteDistribution distribution, double[] values, int mask)
    {
        var d = values.Length / distribution.Space.Count;
        var means = new double[values.Length];
        var mean = new double[d];
        var offsets = distribution.Space.Offsets(mask);
        foreach (var first in distribution.Space.Bases(mask))
        {
            double mass = 0;
            Array.Clear(mean);
            foreach (var offset in offsets)
            {
                var x = first + offset;
                mass += distribution[x];
                for (var j = 0; j < d; j++)
                {
                    mean[j] += distribution[x] * values[(x * d) + j];
                }
            }

            if (mass > 0)
            {
                foreach (var offset in offsets)
                {
                    for (var j = 0; j < d; j++)
                    {
                        means[((first + offset) * d) + j] = mean[j] / mass;
                    }
                }
            }
        }

        return means;
    }

    /// <summary>E_p Cov_p(v given x_{−K}), d × d.</summary>
    public static Matrix<double> Expected(FiniteDistribution distribution, double[] values, int mask)
    {
        var d = values.Length / distribution.Space.Count;
        var centred = Mean(distribution, values, mask);
        System.Numerics.Tensors.TensorPrimitives.Subtract(values, centred, centred);
        var sum = new SymmetricSum(d);
        for (var x = 0; x < distribution.Space.Count; x++)
        {
            sum.Add(distribution[x], centred.AsSpan(x * d, d));
        }

        return sum.ToMatrix();
    }

    /// <summary>E_K E_p Cov_p(v given x_{−K}), d × d.</summary>
    public static Matrix<double> Expected(FiniteDistribution distribution, double[] values, MaskDistribution masks) =>
        masks.Masks.Select((mask, m) => masks.Weights[m] * Expected(distribution, values, mask)).Aggregate((a, b) => a + b);
}
