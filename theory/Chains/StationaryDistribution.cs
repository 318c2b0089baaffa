using System.Numerics.Tensors;

namespace Gmlm.Theory.Chains;

/// <summary>
/// The stationary distribution of an irreducible chain by elimination of one state after the other (Grassmann, Taksar and Heyman 1985):
/// P_xy += P_xb P_by / Σ_{z&lt;b} P_bz. Nothing is subtracted, so that the distribution is accurate to the last digits even if the
/// chain rarely leaves a set of states, where iteration would stop too early.
/// </summary>
public static class StationaryDistribution
{
    private const double LargestRatio = 1e100;

    /// <summary>π P = π, summing to 1, of a square matrix with rows summing to 1; n³/3 operations.</summary>
    /// <exception cref="ArgumentException">The matrix is not square, or the chain is not irreducible in double precision.</exception>
    public static double[] Of(double[,] kernel)
    {
        var count = kernel.GetLength(0);
        if (kernel.GetLength(1) != count)
        {
            throw new ArgumentException("a square matrix expected", nameof(kernel));
        }

        var rows = Enumerable.Range(0, count).Select(x => Enumerable.Range(0, count).Select(y => kernel[x, y]).ToArray()).ToArray();
        var leaving = new double[count];
        for (var b = count - 1; b > 0; b--)
        {
            var row = rows[b].AsSpan(0, b);
            leaving[b] = TensorPrimitives.Sum<double>(row);
            if (!(leaving[b] > 0))
            {
                throw new ArgumentException($"state {b} is never left for a state before it", nameof(kernel));
            }

            for (var x = 0; x < b; x++)
            {
                var target = rows[x].AsSpan(0, b);
                TensorPrimitives.MultiplyAdd(row, rows[x][b] / leaving[b], target, target);
            }
        }

        var probabilities = new double[count];
        probabilities[0] = 1;
        for (var b = 1; b < count; b++)
        {
            for (var x = 0; x < b; x++)
            {
                probabilities[b] += probabilities[x] * rows[x][b] / leaving[b];
            }

            // If the first states are much rarer than later ones, the numbers would overflow without scaling.
            if (probabilities[b] > LargestRatio)
            {
                TensorPrimitives.Divide(probabilities.AsSpan(0, b + 1), probabilities[b], probabilities.AsSpan(0, b + 1));
            }
        }

        var total = TensorPrimitives.Sum<double>(probabilities);
        TensorPrimitives.Divide(probabilities, total, probabilities);
        return probabilities;
    }
}
