using MathNet.Numerics.LinearAlgebra;

namespace Gmlm.Theory.Information;

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

    /// <summary>The eigenvalues of a symmetric matrix, increasing.</summary>
    public static double[] Eigenvalues(Matrix<double> matrix) =>
        [.. Symmetrize(matrix).Evd(Symmetricity.Symmetric).EigenValues.Select(value => value.Real).Order()];

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
