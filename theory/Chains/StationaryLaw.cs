using System.Numerics.Tensors;

namespace Gmlm.Theory.Chains;

/// <summary>
/// The stationary law of an irreducible chain by elimination of one state after the other (Grassmann, Taksar and Heyman 1985):
/// P_xy += P_xb P_by / Σ_{z&lt;b} P_bz. Nothing is ever subtracted, so that a chain that hardly ever leaves a set of states, on
/// which iteration would stop too early, gets its law to the last digits.
/// </summary>
public static class StationaryLaw
{
    private const double LargestRatio = 1e100;

    /// <summary>π P = π, summing to 1, of a square matrix with rows summing to 1; n³/3 operations.</summary>
    /// <exception cref="ArgumentException">Not square, or some state is never left for the ones before it: the chain, in doubles, is not irreducible.</exception>
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

        var law = new double[count];
        law[0] = 1;
        for (var b = 1; b < count; b++)
        {
            for (var x = 0; x < b; x++)
            {
                law[b] += law[x] * rows[x][b] / leaving[b];
            }

            // Where the first states are rare beside later ones, the numbers grow beyond doubles unless they are scaled on the way.
            if (law[b] > LargestRatio)
            {
                TensorPrimitives.Divide(law.AsSpan(0, b + 1), law[b], law.AsSpan(0, b + 1));
            }
        }

        var total = TensorPrimitives.Sum<double>(law);
        TensorPrimitives.Divide(law, total, law);
        return law;
    }
}
