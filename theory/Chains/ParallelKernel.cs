using MathNet.Numerics.LinearAlgebra;

namespace Gmlm.Theory.Chains;

/// <summary>
/// Independent parallel sampling of any p, by enumeration: every position is drawn anew at once, P(x, y) = Π_i p(y_i given x_{−i}).
/// </summary>
public static class ParallelKernel
{
    /// <summary>P as a dense matrix, rows summing to 1.</summary>
    /// <exception cref="InvalidOperationException">More than 1024 states.</exception>
    public static Matrix<double> Of(FiniteDistribution distribution)
    {
        var space = distribution.Space;
        var count = SlowMode.RequireDense(space.Count);
        var conditionals = Enumerable.Range(0, space.Length).Select(i => Conditionals.Of(distribution, 1 << i)).ToArray();
        return Matrix<double>.Build.Dense(count, count, (x, y) =>
        {
            double product = 1;
            for (var i = 0; i < conditionals.Length; i++)
            {
                // x with y_i in the place of x_i
                product *= conditionals[i][x + ((space.Symbol(y, i) - space.Symbol(x, i)) * space.Power(i))];
            }

            return product;
        });
    }
}
