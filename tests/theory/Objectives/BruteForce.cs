using Gmlm.Theory.Distributions;
using Gmlm.Theory.Objectives;

namespace Gmlm.Theory.Tests.Objectives;

/// <summary>The definition, term by term, with no thought of speed: what the fast path must equal.</summary>
internal static class BruteForce
{
    /// <summary>Σ_K Σ_x w(K, x) (−log p_θ(x_K given x_{−K})).</summary>
    public static double Loss(ExponentialFamily family, MaskedData data, double[] parameters)
    {
        double loss = 0;
        for (var m = 0; m < data.Masks.Count; m++)
        {
            for (var x = 0; x < family.Space.Count; x++)
            {
                loss -= data.Row(m)[x] * LogConditional(family, parameters, data.Masks[m], x);
            }
        }

        return loss;
    }

    /// <summary>log p_θ(x_K given x_{−K}) = −log Σ_y exp(θ·F(y) − θ·F(x)) over the y that agree with x outside K.</summary>
    public static double LogConditional(ExponentialFamily family, double[] parameters, int mask, int x)
    {
        var differences = new List<double>();
        for (var y = 0; y < family.Space.Count; y++)
        {
            var agrees = true;
            for (var i = 0; i < family.Space.Length; i++)
            {
                agrees &= (mask >> i & 1) == 1 || family.Space.Symbol(x, i) == family.Space.Symbol(y, i);
            }

            if (agrees)
            {
                double difference = 0;
                for (var j = 0; j < family.Dimension; j++)
                {
                    difference += parameters[j] * (family.Feature(y)[j] - family.Feature(x)[j]);
                }

                differences.Add(difference);
            }
        }

        var largest = differences.Max();
        return -largest - Math.Log(differences.Sum(difference => Math.Exp(difference - largest)));
    }
}
