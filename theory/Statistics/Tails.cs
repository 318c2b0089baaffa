using MathNet.Numerics;

namespace Gmlm.Theory.Statistics;

/// <summary>Tail probabilities for checks by simulation.</summary>
internal static class Tails
{
    /// <summary>
    /// P(χ²_df(λ) ≥ x), the noncentral χ² with noncentrality λ ≥ 0, as the Poisson mixture Σ_j Poisson(j; λ/2) P(χ²_{df+2j} ≥ x).
    /// </summary>
    public static double ChiSquared(double x, double degrees, double noncentrality = 0)
    {
        double tail = 0, weight = Math.Exp(-noncentrality / 2), left = 1;
        for (var j = 0; left > 1e-18 && j < 100_000; j++)
        {
            tail += weight * SpecialFunctions.GammaUpperRegularized((degrees / 2) + j, Math.Max(x, 0) / 2);
            left -= weight;
            weight *= noncentrality / 2 / (j + 1);
        }

        return tail;
    }

    /// <summary>Twice the smaller tail of χ²_df at <paramref name="x"/>.</summary>
    public static double ChiSquaredTwoSided(double x, double degrees)
    {
        var (lower, upper) = (
            SpecialFunctions.GammaLowerRegularized(degrees / 2, x / 2), SpecialFunctions.GammaUpperRegularized(degrees / 2, x / 2));
        return 2 * Math.Min(lower, upper);
    }

    /// <summary>
    /// The two-sided tail of a standardised sum at <paramref name="z"/>: that of the Pearson type III distribution (a shifted gamma) with
    /// mean 0, variance 1 and the sum's own skewness. A normal tail would be too light on one side.
    /// </summary>
    public static double PearsonTwoSided(double z, double skewness)
    {
        var shape = 4 / (skewness * skewness);
        var argument = shape + (Math.Sign(skewness) * z * Math.Sqrt(shape));
        var upper = argument <= 0 ? 1 : SpecialFunctions.GammaUpperRegularized(shape, argument);
        return 2 * Math.Min(upper, 1 - upper);
    }
}
