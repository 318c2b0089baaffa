namespace Gmlm.Theory.Distributions;

/// <summary>
/// Conditionals straight from a table, by the definition p(x_K given x_{−K}) = p(x) / Σ_{y : y_{−K} = x_{−K}} p(y). They share
/// no code with the pseudolikelihood objective, so that checks can set one against the other.
/// </summary>
public static class Conditionals
{
    /// <summary>p(x_K given x_{−K}) for every state x: q^N numbers that sum to 1 over every block. NaN where p(x_{−K}) = 0.</summary>
    public static double[] Of(FiniteDistribution distribution, int mask)
    {
        var marginal = Marginal(distribution, mask);
        var conditional = new double[marginal.Length];
        for (var x = 0; x < conditional.Length; x++)
        {
            conditional[x] = distribution[x] / marginal[x];
        }

        return conditional;
    }

    /// <summary>p(x_{−K}) for every state x: the same number for all states of a block.</summary>
    public static double[] Marginal(FiniteDistribution distribution, int mask)
    {
        var space = distribution.Space;
        var sums = new double[space.Count];
        for (var x = 0; x < sums.Length; x++)
        {
            sums[space.Visible(x, mask)] += distribution[x];
        }

        for (var x = sums.Length - 1; x >= 0; x--)
        {
            sums[x] = sums[space.Visible(x, mask)];
        }

        return sums;
    }

    /// <summary>E_{X~data}[−log p_θ(X_K given X_{−K})] of one mask; states of probability zero under the data do not count.</summary>
    public static double LogLoss(FiniteDistribution data, FiniteDistribution model, int mask)
    {
        var conditional = Of(model, mask);
        double loss = 0;
        for (var x = 0; x < conditional.Length; x++)
        {
            loss -= data[x] > 0 ? data[x] * Math.Log(conditional[x]) : 0;
        }

        return loss;
    }
}
