namespace Gmlm.Theory.Chains;

/// <summary>Logarithms of probabilities, accurate to the last digits for arbitrarily small probabilities.</summary>
public static class Logarithms
{
    /// <summary>log(1 + x), accurate also for tiny x, which 1 + x rounds away (Kahan's correction).</summary>
    public static double OnePlus(double x)
    {
        var sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * (x / (sum - 1));
    }

    /// <summary>e^x − 1, accurate also for tiny x.</summary>
    public static double ExpMinusOne(double x)
    {
        var power = Math.Exp(x);
        return power == 1 ? x
            : power - 1 == -1 || double.IsPositiveInfinity(power) ? power - 1
            : (power - 1) * (x / Math.Log(power));
    }

    /// <summary>log σ(x) = −log(1 + e^{−x}).</summary>
    public static double Sigmoid(double x) => x >= 0 ? -OnePlus(Math.Exp(-x)) : x - OnePlus(Math.Exp(x));

    /// <summary>log(e^a + e^b).</summary>
    public static double Add(double a, double b)
    {
        var (small, large) = a < b ? (a, b) : (b, a);
        return double.IsNegativeInfinity(small) ? large : large + OnePlus(Math.Exp(small - large));
    }

    /// <summary>log Σ e^a.</summary>
    public static double Sum(ReadOnlySpan<double> terms)
    {
        var largest = double.NegativeInfinity;
        foreach (var term in terms)
        {
            largest = Math.Max(largest, term);
        }

        if (double.IsNegativeInfinity(largest))
        {
            return largest;
        }

        double sum = 0;
        foreach (var term in terms)
        {
            sum += Math.Exp(term - largest);
        }

        return largest + Math.Log(sum);
    }

    /// <summary>log C(n, k), −∞ outside 0 ≤ k ≤ n.</summary>
    public static double Binomial(int n, int k) =>
        k < 0 || k > n ? double.NegativeInfinity : MathNet.Numerics.SpecialFunctions.BinomialLn(n, k);
}
