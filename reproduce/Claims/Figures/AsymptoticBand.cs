using Gmlm.Reproduce.Claims.Inference;
using MathNet.Numerics.LinearAlgebra;

namespace Gmlm.Reproduce.Claims.Figures;

/// <summary>
/// The expected range of the mean of R squared errors if √n(θ̂ − θ*) ~ N(0, Γ). Then n‖θ̂ − θ*‖² is a sum of λ_i χ²₁ over the eigenvalues
/// of Γ, with mean tr Γ and variance 2 tr Γ², and the mean of R of them is close to tr Γ · χ²_ν / ν, ν = R (tr Γ)² / tr Γ²
/// (Welch–Satterthwaite).
/// </summary>
/// <param name="Trace">tr Γ.</param>
/// <param name="SquareTrace">tr Γ².</param>
/// <param name="Dimension">d.</param>
public sealed record AsymptoticBand(double Trace, double SquareTrace, int Dimension)
{
    /// <summary>The band of an asymptotic covariance.</summary>
    public static AsymptoticBand Of(Matrix<double> covariance) =>
        new(covariance.Trace(), (covariance * covariance).Trace(), covariance.RowCount);

    /// <summary>tr Γ / (d n), the asymptotic mean error per parameter.</summary>
    public double Error(int samples) => Trace / (Dimension * (double)samples);

    /// <summary>
    /// The mean of <paramref name="errors"/> as a standard normal deviate, by the Wilson–Hilferty cube root of χ²_ν / ν. A relative
    /// deviation of up to <paramref name="allowance"/>, which second-order terms of the estimator may cause, counts as none.
    /// </summary>
    public double Deviate(IReadOnlyCollection<double> errors, int samples, double allowance)
    {
        var relative = (errors.Average() / Error(samples)) - 1;
        relative = Math.Sign(relative) * Math.Max(0, Math.Abs(relative) - allowance);
        var spread = 2.0 / 9 / (errors.Count * Trace * Trace / SquareTrace);
        return (Math.Cbrt(1 + relative) - (1 - spread)) / Math.Sqrt(spread);
    }

    /// <summary>
    /// How many standard deviations lie between the means of <paramref name="repetitions"/> errors of this band and of
    /// another at the same n.
    /// </summary>
    public double Separation(AsymptoticBand other, int repetitions) =>
        Math.Abs(Trace - other.Trace) / Math.Sqrt(2 * (SquareTrace + other.SquareTrace) / repetitions);
}
