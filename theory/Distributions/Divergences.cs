namespace Gmlm.Theory.Distributions;

/// <summary>
/// Entropies and divergences of distributions on an enumerated space, in nats, straight from their definitions with 0 log 0 = 0.
/// Sets of positions are bit masks.
/// </summary>
public static class Divergences
{
    /// <summary>H(p) = −Σ p log p.</summary>
    public static double Entropy(FiniteDistribution distribution) => Entropy(distribution.Probabilities);

    /// <summary>H of a table of probabilities.</summary>
    public static double Entropy(ReadOnlySpan<double> probabilities)
    {
        double sum = 0;
        foreach (var p in probabilities)
        {
            sum -= p > 0 ? p * Math.Log(p) : 0;
        }

        return sum;
    }

    /// <summary>KL(q‖p) = Σ q log(q/p); infinite where q is not absolutely continuous.</summary>
    /// <exception cref="ArgumentException">Not the same space.</exception>
    public static double KullbackLeibler(FiniteDistribution q, FiniteDistribution p)
    {
        RequireSame(q.Space, p.Space);
        return KullbackLeibler(q.Probabilities, p.Probabilities);
    }

    /// <summary>KL of two tables of probabilities of one length.</summary>
    public static double KullbackLeibler(ReadOnlySpan<double> q, ReadOnlySpan<double> p)
    {
        double sum = 0;
        for (var x = 0; x < q.Length; x++)
        {
            sum += q[x] > 0 ? q[x] * Math.Log(q[x] / p[x]) : 0;
        }

        return sum;
    }

    /// <summary>TV(p, q) = ½ Σ |p − q|.</summary>
    /// <exception cref="ArgumentException">Not the same space.</exception>
    public static double TotalVariation(FiniteDistribution p, FiniteDistribution q)
    {
        RequireSame(p.Space, q.Space);
        return TotalVariation(p.Probabilities, q.Probabilities);
    }

    /// <summary>TV of two tables of probabilities of one length.</summary>
    public static double TotalVariation(ReadOnlySpan<double> p, ReadOnlySpan<double> q)
    {
        double sum = 0;
        for (var x = 0; x < p.Length; x++)
        {
            sum += Math.Abs(p[x] - q[x]);
        }

        return sum / 2;
    }

    /// <summary>
    /// The distribution of X_A, A = <paramref name="positions"/>, as q^N numbers: p(x_A) at the state that equals x_A on A and 0 elsewhere.
    /// </summary>
    public static double[] Marginal(FiniteDistribution distribution, int positions)
    {
        var space = distribution.Space;
        var marginal = new double[space.Count];
        for (var x = 0; x < marginal.Length; x++)
        {
            marginal[space.Visible(x, space.Everything & ~positions)] += distribution[x];
        }

        return marginal;
    }

    /// <summary>H(X_A), A = <paramref name="positions"/>; 0 for the empty set.</summary>
    public static double Entropy(FiniteDistribution distribution, int positions) => Entropy(Marginal(distribution, positions));

    /// <summary>H(X_A given X_B) = H(X_{A∪B}) − H(X_B).</summary>
    public static double ConditionalEntropy(FiniteDistribution distribution, int positions, int given) =>
        Entropy(distribution, positions | given) - Entropy(distribution, given);

    /// <summary>TC(p) = Σ_i H(X_i) − H(X) = KL(p ‖ Π_i p_i).</summary>
    public static double TotalCorrelation(FiniteDistribution distribution) =>
        ConditionalTotalCorrelation(distribution, distribution.Space.Everything, 0);

    /// <summary>
    /// TC(X_A given X_B) = Σ_{i∈A} H(X_i given X_B) − H(X_A given X_B): the loss of predicting the positions A
    /// independently given those of B.
    /// </summary>
    public static double ConditionalTotalCorrelation(FiniteDistribution distribution, int positions, int given)
    {
        var sum = -ConditionalEntropy(distribution, positions, given);
        for (var i = 0; i < distribution.Space.Length; i++)
        {
            sum += (positions >> i & 1) != 0 ? ConditionalEntropy(distribution, 1 << i, given) : 0;
        }

        return sum;
    }

    /// <summary>E_K[Σ_{i∈K} H(X_i given X_{−K}) − H(X_K given X_{−K})], the conditional total correlation under p_K.</summary>
    public static double ConditionalTotalCorrelation(FiniteDistribution distribution, MaskDistribution masks)
    {
        double sum = 0;
        for (var m = 0; m < masks.Masks.Count; m++)
        {
            sum += masks.Weights[m] * ConditionalTotalCorrelation(
                distribution, masks.Masks[m], distribution.Space.Everything & ~masks.Masks[m]);
        }

        return sum;
    }

    private static void RequireSame(StateSpace left, StateSpace right)
    {
        if (left.Alphabet != right.Alphabet || left.Length != right.Length)
        {
            throw new ArgumentException(
                $"distributions on one space expected, found {left.Alphabet}^{left.Length} and {right.Alphabet}^{right.Length}");
        }
    }
}
