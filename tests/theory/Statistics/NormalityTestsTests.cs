using Gmlm.Theory.Random;
using Gmlm.Theory.Statistics;

using MathNet.Numerics;
using MathNet.Numerics.Distributions;

using Xunit;

namespace Gmlm.Theory.Tests.Statistics;

public class NormalityTestsTests
{
    private const int Dimension = 3;
    private const int Rows = 1000;

    [Fact]
    public void Each_test_sees_what_it_is_for()
    {
        Assert.True(NormalityTests.Of(Draw(1, z => z + 0.3), Dimension).Mean < 1e-10);
        Assert.True(NormalityTests.Of(Draw(2, z => 1.2 * z), Dimension).Covariance < 1e-10);
        Assert.True(NormalityTests.Of(Draw(3, z => Exponential.InvCDF(1, Normal.CDF(0, 1, z)) - 1), Dimension).Skewness < 1e-10);
        var flat = NormalityTests.Of(Draw(4, z => (Normal.CDF(0, 1, z) - 0.5) * Math.Sqrt(12)), Dimension);
        Assert.True(flat.Kurtosis < 1e-10);
        Assert.True(flat.Skewness > 1e-6 && flat.Mean > 1e-6, flat.ToString());
        Assert.True(double.IsNaN(NormalityTests.Of(new double[30], Dimension).Covariance));
    }

    /// <summary>A common factor of the covariance moves one eigenvalue's worth of d(d+1)/2, which the likelihood ratio cannot tell.</summary>
    [Fact]
    public void The_scale_finds_a_common_factor_that_the_ratio_misses()
    {
        const int d = 10, rows = 19_000;
        var random = RandomStream.Fork(9, "scale", 1);
        double[] z = [.. Enumerable.Range(0, rows * d).Select(_ => Normal.Sample(random, 0, 1))];
        var plain = NormalityTests.Of(z, d);
        var larger = NormalityTests.Of([.. z.Select(value => value * Math.Sqrt(1.02 / plain.Eigenvalues.Average()))], d);
        Assert.InRange(plain.Scale, 1e-4, 1);
        Assert.InRange(larger.Scale, 0, 1e-7);
        Assert.True(larger.Scale < larger.Covariance / 100, larger.ToString());
    }

    [Theory]
    [InlineData(2 * 0.6931471805599453, 2, 1)] // the median of an exponential
    [InlineData(9.21034037197618, 2, 0.02)] // 2 e^{−x/2} at x = 2 log 100
    [InlineData(190_000 + (4 * 616.4414002968976), 190_000, 6.69e-5)] // four standard deviations above the mean
    [InlineData(190_000 - (4 * 616.4414002968976), 190_000, 5.98e-5)]
    public void Two_sided_tail_of_chi_squared_has_its_known_values(double x, double degrees, double tail) =>
        Assert.Equal(1, Tails.ChiSquaredTwoSided(x, degrees) / tail, 2e-2);

    [Fact]
    public void A_known_shift_of_the_mean_is_allowed_for()
    {
        var shifted = Draw(5, z => z + 0.1);
        Assert.True(NormalityTests.Of(shifted, Dimension).Mean < 1e-3);
        Assert.True(NormalityTests.Of(shifted, Dimension, meanSquared: 0.03).Mean > 1e-2);
    }

    /// <summary>
    /// Bartlett's correction gives the likelihood ratio the mean of its χ² law. The exact mean is known: for d-dimensional normal rows
    /// E log det S = Σ_i ψ((ν + 1 − i)/2) + d log(2/ν). Without the correction, 20 rows would be taken for other than normal too often.
    /// </summary>
    [Theory]
    [InlineData(2, 15)]
    [InlineData(3, 20)]
    [InlineData(5, 40)]
    public void The_covariances_ratio_is_scaled_to_the_mean_of_its_law(int d, int rows)
    {
        double nu = rows - 1, degrees = d * (d + 1) / 2.0;
        var expected = nu * ((d * Math.Log(nu / 2)) - Enumerable.Range(1, d).Sum(i => SpecialFunctions.DiGamma((nu + 1 - i) / 2)));
        var random = RandomStream.Fork(9, "ratio", d);
        var tests = NormalityTests.Of([.. Enumerable.Range(0, rows * d).Select(_ => Normal.Sample(random, 0, 1))], d);

        var ratio = nu * tests.Eigenvalues.Sum(value => value - Math.Log(value) - 1);
        Assert.InRange(tests.Covariance, 0.01, 0.99);
        Assert.Equal(degrees / expected, ChiSquared.InvCDF(degrees, 1 - tests.Covariance) / ratio, 5e-3);
        Assert.NotEqual(1, degrees / expected, 3e-2);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Levels_are_kept_under_normality()
    {
        const int Repetitions = 10_000;
        var values = new double[Repetitions][];
        Parallel.For(0, Repetitions, r =>
        {
            var random = RandomStream.Fork(1, "levels", r);
            var tests = NormalityTests.Of([.. Enumerable.Range(0, 400 * 6).Select(_ => Normal.Sample(random, 0, 1))], 6);
            values[r] = [tests.Mean, tests.Covariance, tests.Scale, tests.Skewness, tests.Kurtosis];
        });
        for (var test = 0; test < 5; test++)
        {
            // Binomial(10000, 0.01) is 100 ± 10; Mardia's skewness at 400 rows is known to come out a third too often.
            Assert.InRange(values.Count(value => value[test] < 0.01), 50, 190);
            Assert.InRange(values.Count(value => value[test] < 0.001), 0, 35);
        }
    }

    [Theory]
    [InlineData(9.488, 4, 0.05)]
    [InlineData(18.307, 10, 0.05)]
    [InlineData(0.711, 4, 0.95)]
    public void Chi_squared_tail_has_its_tabulated_values(double x, double degrees, double tail) =>
        Assert.Equal(tail, Tails.ChiSquared(x, degrees), 1e-4);

    [Theory]
    [InlineData(11, 4, 3)]
    [InlineData(40, 3, 12)]
    public void Noncentral_tail_is_that_of_one_shifted_coordinate(double x, double degrees, double noncentrality)
    {
        // χ²_df(λ) = (√λ + Z)² + χ²_{df−1}, integrated over Z.
        double tail = 0;
        const double Step = 1e-3;
        for (var y = -8 + (Step / 2); y < 12; y += Step)
        {
            var rest = x - (y * y);
            tail += Step * Normal.PDF(Math.Sqrt(noncentrality), 1, y) * (rest <= 0 ? 1 : 1 - ChiSquared.CDF(degrees - 1, rest));
        }

        Assert.Equal(tail, Tails.ChiSquared(x, degrees, noncentrality), 1e-5);
    }

    [Fact]
    public void Skewed_tail_is_normal_without_skewness_and_heavier_on_its_side()
    {
        Assert.Equal(2 * Normal.CDF(0, 1, -2), Tails.PearsonTwoSided(2, 1e-3), 1e-3);
        Assert.True(Tails.PearsonTwoSided(4, 0.5) > 10 * Tails.PearsonTwoSided(-4, 0.5));
    }

    private static double[] Draw(int seed, Func<double, double> map)
    {
        var random = RandomStream.Fork(9, "draw", seed);
        return [.. Enumerable.Range(0, Rows * Dimension).Select(_ => map(Normal.Sample(random, 0, 1)))];
    }
}
