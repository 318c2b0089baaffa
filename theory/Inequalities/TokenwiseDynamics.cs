using MathNet.Numerics.LinearAlgebra;

namespace Gmlm.Theory.Inequalities;

/// <summary>
/// Block dynamics whose masked tokens are drawn independently of each other: P(x, y) = Σ_K p_K Π_{i∈K} p(y_i given x_{−K}) where
/// y_{−K} = x_{−K}. For |K| ≥ 2 on dependent positions p is not stationary, so that this chain is the negative control of block dynamics.
/// </summary>
public static class TokenwiseDynamics
{
    /// <summary>P, q^N × q^N, rows summing to 1. Every block must have positive probability.</summary>
    public static Matrix<double> Kernel(FiniteDistribution p, MaskDistribution masks)
    {
        var space = p.Space;
        var kernel = Matrix<double>.Build.Dense(space.Count, space.Count);
        for (var m = 0; m < masks.Masks.Count; m++)
        {
            var mask = masks.Masks[m];
            var conditional = Conditionals.Of(p, mask);
            var offsets = space.Offsets(mask);
            foreach (var first in space.Bases(mask))
            {
                foreach (var to in offsets)
                {
                    var probability = masks.Weights[m];
                    for (var i = 0; i < space.Length; i++)
                    {
                        probability *= (mask >> i & 1) == 0 ? 1
                            : offsets.Where(other => space.Symbol(other, i) == space.Symbol(to, i))
                                .Sum(other => conditional[first + other]);
                    }

                    foreach (var from in offsets)
                    {
                        kernel[first + from, first + to] += probability;
                    }
                }
            }
        }

        return kernel;
    }
}
