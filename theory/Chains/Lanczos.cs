using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace Gmlm.Theory.Chains;

/// <summary>y = S x of a symmetric S; the two spans are not the same memory.</summary>
internal delegate void SymmetricOperator(ReadOnlySpan<double> x, Span<double> y);

/// <summary>
/// The largest eigenvalue of a symmetric operator on the orthogonal complement of a known eigenvector, by the Lanczos method with full
/// reorthogonalisation (twice, by Gram–Schmidt) and thick restarts (Wu and Simon 2000): when the basis is full, its best Ritz vectors are
/// kept. The projection VᵀSV is filled column by column from the inner products that the orthogonalisation needs anyway.
/// </summary>
internal sealed class Lanczos
{
    private const int MaxBasis = 64;
    private const int Kept = 24;
    private const int BetweenTests = 8;

    /// <summary>Below this the next direction is rounding noise: the basis spans all that can be reached from the start.</summary>
    private const double Exhausted = 1e-14;

    private readonly SymmetricOperator _operator;
    private readonly double[] _known;
    private readonly List<double[]> _basis = [];
    private readonly double[,] _projection = new double[MaxBasis, MaxBasis];

    private Lanczos(SymmetricOperator symmetric, double[] known)
    {
        _operator = symmetric;
        _known = known;
    }

    /// <summary>An eigenpair, how often S was applied, and ‖S v − λ v‖ as the recurrence sees it.</summary>
    public readonly record struct Pair(double Eigenvalue, double[] Eigenvector, int Applications, double Residual);

    /// <summary>
    /// From a <paramref name="start"/> that has a part along the eigenvector sought, until the residual is at most
    /// <paramref name="tolerance"/>(λ), or so many applications are spent, or nothing new can be reached.
    /// </summary>
    public static Pair Largest(
        SymmetricOperator symmetric, double[] known, double[] start, Func<double, double> tolerance, int maxApplications) =>
        new Lanczos(symmetric, known).Run(start, tolerance, maxApplications);

    private Pair Run(double[] start, Func<double, double> tolerance, int maxApplications)
    {
        var next = (double[])start.Clone();
        Orthogonalize(next, column: -1);
        TensorPrimitives.Divide(next, TensorPrimitives.Norm<double>(next), next);
        for (var applications = 1; ; applications++)
        {
            _basis.Add(next);
            next = new double[start.Length];
            _operator(_basis[^1], next);
            Orthogonalize(next, _basis.Count - 1);
            var norm = TensorPrimitives.Norm<double>(next);
            var last = norm <= Exhausted || applications == maxApplications;
            if (last || _basis.Count == MaxBasis || applications % BetweenTests == 0)
            {
                var (values, vectors) = Ritz();
                var residual = norm * Math.Abs(vectors[_basis.Count - 1, 0]);
                if (last || residual <= tolerance(values[0]))
                {
                    return new Pair(values[0], Combine(vectors.Column(0)), applications, residual);
                }

                if (_basis.Count == MaxBasis)
                {
                    Restart(values, vectors);
                }
            }

            TensorPrimitives.Divide(next, norm, next);
        }
    }

    // Takes out the known eigenvector and the basis; the coefficients are a column of VᵀSV, which is symmetric.
    private void Orthogonalize(double[] vector, int column)
    {
        for (var pass = 0; pass < 2; pass++)
        {
            TensorPrimitives.MultiplyAdd(_known, -TensorPrimitives.Dot<double>(_known, vector), vector, vector);
            for (var i = 0; i < _basis.Count; i++)
            {
                var coefficient = TensorPrimitives.Dot<double>(_basis[i], vector);
                TensorPrimitives.MultiplyAdd(_basis[i], -coefficient, vector, vector);
                if (pass == 0)
                {
                    _projection[i, column] = _projection[column, i] = coefficient;
                }
            }
        }
    }

    // Eigenvalues of the projection, decreasing, and its eigenvectors in the same order.
    private (double[] Values, Matrix<double> Vectors) Ritz()
    {
        var size = _basis.Count;
        var decomposition = Matrix<double>.Build.Dense(size, size, (i, j) => _projection[i, j]).Evd(Symmetricity.Symmetric);
        int[] order = [.. Enumerable.Range(0, size).OrderByDescending(i => decomposition.EigenValues[i].Real)];
        return ([.. order.Select(i => decomposition.EigenValues[i].Real)],
            Matrix<double>.Build.DenseOfColumns(order.Select(i => decomposition.EigenVectors.Column(i))));
    }

    private void Restart(double[] values, Matrix<double> vectors)
    {
        var kept = Enumerable.Range(0, Kept).Select(i => Combine(vectors.Column(i))).ToArray();
        _basis.Clear();
        _basis.AddRange(kept);
        Array.Clear(_projection);
        for (var i = 0; i < Kept; i++)
        {
            _projection[i, i] = values[i];
        }
    }

    private double[] Combine(Vector<double> coefficients)
    {
        var sum = new double[_known.Length];
        for (var i = 0; i < _basis.Count; i++)
        {
            TensorPrimitives.MultiplyAdd(_basis[i], coefficients[i], sum, sum);
        }

        return sum;
    }
}
