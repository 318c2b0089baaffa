using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace Gmlm.Theory.LinearAlgebra;

/// <summary>Σ_i w_i v_i v_iᵀ, summed in its upper triangle.</summary>
internal sealed class SymmetricSum(int dimension)
{
    private readonly double[] _upper = new double[dimension * dimension];

    /// <summary>Adds w v vᵀ; a weight of zero costs nothing.</summary>
    public void Add(double weight, ReadOnlySpan<double> vector)
    {
        if (weight == 0)
        {
            return;
        }

        for (var i = 0; i < dimension; i++)
        {
            var factor = weight * vector[i];
            if (factor != 0)
            {
                var row = _upper.AsSpan((i * dimension) + i, dimension - i);
                TensorPrimitives.MultiplyAdd(vector[i..], factor, row, row);
            }
        }
    }

    /// <summary>The sum as a full symmetric matrix.</summary>
    public Matrix<double> ToMatrix() =>
        Matrix<double>.Build.Dense(dimension, dimension, (i, j) => _upper[(Math.Min(i, j) * dimension) + Math.Max(i, j)]);
}
