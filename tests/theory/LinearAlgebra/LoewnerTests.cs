using Gmlm.Theory.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra;
using Xunit;

namespace Gmlm.Theory.Tests.LinearAlgebra;

public sealed class LoewnerTests
{
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void One_entry_that_is_not_finite_leaves_no_eigenvalue(double entry) =>
        Assert.All(Loewner.Eigenvalues(Matrix<double>.Build.DenseOfDiagonalArray([1, entry, 2])), value => Assert.Equal(double.NaN, value));

    [Theory]
    [InlineData(1e-200)]
    [InlineData(1)]
    [InlineData(1e200)]
    public void Eigenvalues_scale_with_the_matrix(double scale)
    {
        // The zeros must not be taken for the matrix's size.
        var values = Loewner.Eigenvalues(scale * Matrix<double>.Build.DenseOfArray(new double[,] { { 2, 1, 0 }, { 1, 2, 1 }, { 0, 1, 2 } }));
        Assert.Equal([2 - Math.Sqrt(2), 2, 2 + Math.Sqrt(2)], values.Select(value => value / scale), (a, b) => Math.Abs(a - b) < 1e-12);
    }
}
