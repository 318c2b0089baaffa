namespace Gmlm.Theory.Estimation;

/// <summary>Derivatives from values alone, for checking analytic ones.</summary>
public static class FiniteDifference
{
    private const double Step = 1e-3;

    /// <summary>∂f/∂θ_j by the five-point rule (8 (f₁ − f₋₁) − (f₂ − f₋₂)) / 12h, h = 10⁻³: error about h⁴ f⁗/30 + 10⁻¹³ |f|.</summary>
    public static double Derivative(ReadOnlySpan<double> parameters, int index, Func<double[], double> function)
    {
        var at = parameters.ToArray();
        double Shifted(double steps)
        {
            var kept = at[index];
            at[index] += steps * Step;
            var value = function(at);
            at[index] = kept;
            return value;
        }

        return ((8 * (Shifted(1) - Shifted(-1))) - (Shifted(2) - Shifted(-2))) / (12 * Step);
    }
}
