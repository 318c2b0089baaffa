using Gmlm.Theory.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra;

namespace Gmlm.Theory.Statistics;

/// <summary>
/// Five tests of "these R vectors of dimension d are independent draws from N(0, 1)", each as a p-value:
/// the mean, R ‖z̄‖² ~ χ²_d; the covariance S by the Wishart likelihood ratio ν (tr S − log det S − d) ~ χ²_{d(d+1)/2} with ν = R − 1 and
/// Bartlett's correction (Korin 1968); the scale of the covariance, ν tr S ~ χ²_{νd}, exact for every R, which finds a common factor of all
/// entries that the ratio, spread over d(d+1)/2 degrees of freedom, misses; Mardia's skewness R b₁/6 ~ χ²_{d(d+1)(d+2)/6} with Mardia's
/// (1974) factor for finite R; and Mardia's kurtosis b₂, standardised by its exact mean and variance, with a skewed tail.
/// </summary>
/// <param name="Mean">p-value of the mean.</param>
/// <param name="Covariance">p-value of the covariance.</param>
/// <param name="Scale">Two-sided p-value of the covariance's trace.</param>
/// <param name="Skewness">p-value of Mardia's skewness.</param>
/// <param name="Kurtosis">Two-sided p-value of Mardia's kurtosis.</param>
/// <param name="Eigenvalues">The eigenvalues of S, increasing; all near 1.</param>
public sealed record NormalityTests(
    double Mean, double Covariance, double Scale, double Skewness, double Kurtosis, double[] Eigenvalues)
{
    /// <param name="rows">z, row-major, R × d.</param>
    /// <param name="d">The dimension, R > d + 1.</param>
    /// <param name="meanSquared">‖E z‖² to allow for, as the noncentrality R ‖E z‖² of the first test.</param>
    /// <param name="thirdCumulantSquared">‖κ₃(z)‖² to allow for, as the noncentrality R ‖κ₃‖²/6 of the third.</param>
    public static NormalityTests Of(double[] rows, int d, double meanSquared = 0, double thirdCumulantSquared = 0)
    {
        var z = Matrix<double>.Build.Dense(d, rows.Length / d, rows).Transpose();
        double count = z.RowCount, nu = count - 1;
        var mean = z.ColumnSums() / count;
        var centred = Matrix<double>.Build.Dense(z.RowCount, d, (r, j) => z[r, j] - mean[j]);
        var covariance = centred.TransposeThisAndMultiply(centred) / nu;
        var eigenvalues = Loewner.Eigenvalues(covariance);
        if (!eigenvalues.All(value => double.IsFinite(value) && value > 0))
        {
            return new NormalityTests(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, eigenvalues);
        }

        var bartlett = 1 - (((2 * d) + 1 - (2.0 / (d + 1))) / (6 * nu));
        var ratio = bartlett * nu * eigenvalues.Sum(value => value - Math.Log(value) - 1);

        // Mardia's statistics standardise with the maximum-likelihood covariance (divisor R).
        var (skewness, kurtosis) = Mardia(centred, covariance * (nu / count));
        var factor = (d + 1) * (count + 1) * (count + 3) / (count * (((count + 1) * (d + 1)) - 6));
        var expected = d * (d + 2) * (count - 1) / (count + 1);
        var variance = 8 * d * (d + 2) * (count - 3) * (count - d - 1) * (count - d + 1)
            / ((count + 1) * (count + 1) * (count + 3) * (count + 5));
        return new NormalityTests(
            Tails.ChiSquared(count * (mean * mean), d, count * meanSquared),
            Tails.ChiSquared(ratio, d * (d + 1) / 2.0),
            Tails.ChiSquaredTwoSided(nu * eigenvalues.Sum(), nu * d),
            Tails.ChiSquared(factor * count * skewness / 6, d * (d + 1) * (d + 2) / 6.0, count * thirdCumulantSquared / 6),
            Tails.PearsonTwoSided((kurtosis - expected) / Math.Sqrt(variance), KurtosisSkewness(d) / Math.Sqrt(count)),
            eigenvalues);
    }

    /// <summary>b₁ = ‖mean of y ⊗ y ⊗ y‖² and b₂ = mean of ‖y‖⁴ with y = S^{−½} (z − z̄).</summary>
    internal static (double Skewness, double Kurtosis) Mardia(Matrix<double> centred, Matrix<double> covariance)
    {
        var d = covariance.RowCount;
        var y = covariance.Cholesky().Factor.Inverse() * centred.Transpose();
        var column = y.AsColumnMajorArray();
        var third = new double[d * d * d];
        double fourth = 0;
        for (var r = 0; r < centred.RowCount; r++)
        {
            var row = column.AsSpan(r * d, d);
            double square = 0;
            for (var a = 0; a < d; a++)
            {
                square += row[a] * row[a];
                for (var b = a; b < d; b++)
                {
                    var product = row[a] * row[b];
                    for (var c = b; c < d; c++)
                    {
                        third[(((a * d) + b) * d) + c] += product * row[c];
                    }
                }
            }

            fourth += square * square;
        }

        double skewness = 0;
        for (var a = 0; a < d; a++)
        {
            for (var b = a; b < d; b++)
            {
                for (var c = b; c < d; c++)
                {
                    var entry = third[(((a * d) + b) * d) + c] / centred.RowCount;
                    var orders = a == c ? 1 : a == b || b == c ? 3 : 6;
                    skewness += orders * entry * entry;
                }
            }
        }

        return (skewness, fourth / centred.RowCount);
    }

    /// <summary>
    /// √R times the skewness of b₂ under normality, in leading order that of the sum of w = u² − 2(d+2) u + d(d+2), u ~ χ²_d, the part of
    /// ‖y‖⁴ that estimating mean and covariance leaves: E w³ / (8 d (d+2))^{3/2}.
    /// </summary>
    internal static double KurtosisSkewness(int d)
    {
        double[] w = [d * (d + 2), -2 * (d + 2), 1];
        var cube = Multiply(Multiply(w, w), w);
        double moment = 1, third = 0;
        for (var m = 0; m < cube.Length; m++)
        {
            third += cube[m] * moment;
            moment *= d + (2 * m);
        }

        return third / Math.Pow(8.0 * d * (d + 2), 1.5);
    }

    private static double[] Multiply(double[] left, double[] right)
    {
        var product = new double[left.Length + right.Length - 1];
        for (var i = 0; i < left.Length; i++)
        {
            for (var j = 0; j < right.Length; j++)
            {
                product[i + j] += left[i] * right[j];
            }
        }

        return product;
    }
}
