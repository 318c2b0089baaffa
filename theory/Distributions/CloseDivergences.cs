namespace Gmlm.Theory.Distributions;

/// <summary>
/// KL(p‖q) = Σ p g(q/p − 1) with g(u) = u − log(1 + u) ≥ 0: the same number as Σ p log(p/q) when both sum to 1, but a sum of terms that are
/// not negative, so that the divergence of two close distributions keeps its digits (Σ p log(p/q) loses it below 10⁻¹⁶, its square root
/// below 10⁻⁸).
/// </summary>
public static class CloseDivergences
{
    // |u| up to here by the series, whose first term left out is 2u⁹/11 of the sum; above, the difference loses at most three digits.
    private const double SmallStep = 0.01;

    /// <summary>KL(p‖q) of two tables of probabilities of one length; infinite where p is not absolutely continuous.</summary>
    public static double Of(ReadOnlySpan<double> p, ReadOnlySpan<double> q)
    {
        double sum = 0;
        for (var x = 0; x < p.Length; x++)
        {
            sum += Term(p[x], q[x]);
        }

        return sum;
    }

    /// <summary>
    /// KL(p‖q) from log p and log q, both normalised: Σ p (e^δ − 1 − δ), δ = log q − log p; accurate also where q underflows.
    /// </summary>
    public static double OfLogarithms(ReadOnlySpan<double> logP, ReadOnlySpan<double> logQ)
    {
        double sum = 0;
        for (var x = 0; x < logP.Length; x++)
        {
            double p = Math.Exp(logP[x]), q = Math.Exp(logQ[x]), delta = logQ[x] - logP[x];
            sum += p == 0
                ? q
                : Math.Abs(delta) > SmallStep
                ? q - p - (p * delta)
                : p * delta * delta * (0.5 + (delta * ((1.0 / 6) + (delta * ((1.0 / 24) + (delta * ((1.0 / 120) + (delta / 720))))))));
        }

        return sum;
    }

    /// <summary>E_{X~p} KL(p(· given X_{−K}) ‖ q(· given X_{−K})) of one mask; blocks of probability zero under p do not count.</summary>
    public static double OfConditionals(FiniteDistribution p, FiniteDistribution q, int mask)
    {
        double[] conditionalP = Conditionals.Of(p, mask), conditionalQ = Conditionals.Of(q, mask), visible = Conditionals.Marginal(p, mask);
        double sum = 0;
        for (var x = 0; x < visible.Length; x++)
        {
            sum += visible[x] > 0 ? visible[x] * Term(conditionalP[x], conditionalQ[x]) : 0;
        }

        return sum;
    }

    /// <summary>
    /// E_K E_{X~p} KL(p(· given X_{−K}) ‖ q(· given X_{−K})), the excess L_PL(q) − L_PL(p) of weighted pseudolikelihood, accurate to
    /// the last digits however small it is.
    /// </summary>
    public static double OfConditionals(FiniteDistribution p, FiniteDistribution q, MaskDistribution masks)
    {
        double sum = 0;
        for (var m = 0; m < masks.Masks.Count; m++)
        {
            sum += masks.Weights[m] * OfConditionals(p, q, masks.Masks[m]);
        }

        return sum;
    }

    /// <summary>p g(q/p − 1) = p log(p/q) + q − p, not negative.</summary>
    private static double Term(double p, double q)
    {
        if (p == 0)
        {
            return q;
        }

        var u = (q - p) / p;
        return Math.Abs(u) > SmallStep ? q - p - (p * (Math.Log(q) - Math.Log(p))) : p * u * u * Series(u);
    }

    /// <summary>g(u)/u² = ½ − u/3 + u²/4 − …</summary>
    private static double Series(double u)
    {
        double sum = 0;
        for (var n = 10; n >= 2; n--)
        {
            sum = (1.0 / n) - (u * sum);
        }

        return sum;
    }
}
