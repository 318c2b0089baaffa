using MathNet.Numerics.LinearAlgebra;

namespace Gmlm.Theory.LinearAlgebra;

/// <summary>Symmetric matrices and their order: A ⪯ B when B − A is positive semidefinite.</summary>
public static class Loewner
{
    /// <summary>H⁻¹ G H⁻¹ of a symmetric positive definite H and a symmetric G, symmetric by construction.</summary>
    /// <exception cref="ArgumentException">H is not positive definite.</exception>
    public static Matrix<double> Sandwich(Matrix<double> bread, Matrix<double> filling)
    {
        var cholesky = bread.Cholesky();
        return Symmetrize(cholesky.Solve(cholesky.Solve(filling).Transpose()));
    }

    /// <summary>H⁻¹ of a symmetric positive definite H.</summary>
    /// <exception cref="ArgumentException">H is not positive definite.</exception>
    public static Matrix<double> Inverse(Matrix<double> matrix) =>
        Symmetrize(matrix.Cholesky().Solve(Matrix<double>.Build.DenseIdentity(matrix.RowCount)));

    // Entries beyond this, or all below its inverse, are scaled first: the decomposition squares them.
    private const double Largest = 1e100;

    /// <summary>The eigenvalues of a symmetric matrix, increasing; all NaN where an entry is not finite.</summary>
    public static double[] Eigenvalues(Matrix<double> matrix)
    {
        if (!matrix.Enumerate().All(double.IsFinite))
        {
            return [.. Enumerable.Repeat(double.NaN, matrix.RowCount)];
        }

        var largest = matrix.Enumerate().Select(Math.Abs).Max();
        var scale = largest is > 0 and (> Largest or < 1 / Largest) ? largest : 1;
        return [.. Symmetrize(matrix / scale).Evd(Symmetricity.Symmetric).EigenValues.Select(value => value.Real * scale).Order()];
    }

    /// <summary>The least eigenvalue of a symmetric matrix: not negative exactly when it is positive semidefinite.</summary>
    public static double LeastEigenvalue(Matrix<double> matrix) => Eigenvalues(matrix)[0];

    /// <summary>The largest absolute eigenvalue of a symmetric matrix, its operator norm.</summary>
    public static double Norm(Matrix<double> matrix)
    {
        var eigenvalues = Eigenvalues(matrix);
        return Math.Max(Math.Abs(eigenvalues[0]), Math.Abs(eigenvalues[^1]));
    }

    private static Matrix<double> Symmetrize(Matrix<double> matrix) => (matrix + matrix.Transpose()) / 2;
}
