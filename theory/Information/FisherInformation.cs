using Gmlm.Theory.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra;

namespace Gmlm.Theory.Information;

/// <summary>I = Cov_p(s), the Fisher information of an exponential family; s and F differ by a constant, so I = Cov_p(F).</summary>
public static class FisherInformation
{
    /// <summary>Cov_p(F), d × d, with p = p_θ the Fisher information at θ.</summary>
    public static Matrix<double> Of(ExponentialFamily family, FiniteDistribution distribution)
    {
        var scores = Scores(family, distribution);
        var sum = new SymmetricSum(family.Dimension);
        for (var x = 0; x < family.Space.Count; x++)
        {
            sum.Add(distribution[x], scores.AsSpan(x * family.Dimension, family.Dimension));
        }

        return sum.ToMatrix();
    }

    /// <summary>s(x) = F(x) − E_p F for every state, row-major, q^N × d.</summary>
    public static double[] Scores(ExponentialFamily family, FiniteDistribution distribution)
    {
        var d = family.Dimension;
        var scores = family.Features.ToArray();
        for (var j = 0; j < d; j++)
        {
            double mean = 0;
            for (var x = 0; x < family.Space.Count; x++)
            {
                mean += distribution[x] * scores[(x * d) + j];
            }

            for (var x = 0; x < family.Space.Count; x++)
            {
                scores[(x * d) + j] -= mean;
            }
        }

        return scores;
    }
}
