namespace Gmlm.Theory.Chains;

/// <summary>
/// The independent parallel sampler of <see cref="Distributions.Ising.Clique"/>, seen through the number a of +1 spins in the clique, a
/// Markov chain on 0 … m: each + spin stays with σ(2(h + J(2a−m−1))), each − spin flips with σ(2(h + J(2a−m+1))), independently. Everything
/// is kept as logarithms: the probabilities of interest are far below 10⁻¹⁶ and below the least positive double.
/// </summary>
public sealed class LumpedIndependentParallel
{
    private readonly double _coupling;
    private readonly double _field;

    /// <summary>The chain of a clique of m = <paramref name="clique"/> ≥ 1 spins; the spins outside the clique have no influence.</summary>
    public LumpedIndependentParallel(int clique, double coupling, double field)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(clique, 1);
        Clique = clique;
        _coupling = coupling;
        _field = field;
        LogTransition = new double[clique + 1, clique + 1];
        for (var a = 0; a <= clique; a++)
        {
            var (stay, flip) = (Binomial(a, Arguments(a).Stay), Binomial(clique - a, Arguments(a).Flip));
            for (var to = 0; to <= clique; to++)
            {
                var ways = Enumerable.Range(0, to + 1).Where(s => s <= a && to - s <= clique - a).Select(s => stay[s] + flip[to - s]);
                LogTransition[a, to] = Logarithms.Sum([.. ways]);
            }
        }
    }

    /// <summary>m.</summary>
    public int Clique { get; }

    /// <summary>log P(a → a′), (m+1) × (m+1).</summary>
    public double[,] LogTransition { get; }

    /// <summary>log P(T ≤ <paramref name="steps"/>), T the steps from a = 0 (R₋₁) to a = m (R₁).</summary>
    public double LogReachedBy(int steps) => HittingTime.LogReachedBy(LogTransition, steps);

    /// <summary>
    /// log P(leave R₋₁ within <paramref name="steps"/>), the upper bound on <see cref="LogReachedBy"/>:
    /// 1 − (1−ε)^{mT}, ε = σ(2(h − J(m−1))).
    /// </summary>
    public double LogLeftBy(int steps)
    {
        // 1 − e^{−rate} with rate = −mT log(1−ε); e^x stands for σ(x), and rate for 1 − e^{−rate}, where doubles do not tell them apart.
        var leave = Arguments(0).Flip; // ε = σ(leave)
        var rate = Math.Log((double)Clique * steps) + (leave < -40 ? leave : Math.Log(-Logarithms.Sigmoid(-leave)));
        return rate < -40 ? rate : Math.Log(-Logarithms.ExpMinusOne(-Math.Exp(rate)));
    }

    /// <summary>
    /// log P(every spin of the clique changes sign in one step | <paramref name="plus"/> of them are +1). At half and half of an
    /// even clique this is (1 − σ(2(h−J)))^{m/2} σ(2(h+J))^{m/2}, next to 1 once J is above h: the state swaps back and forth
    /// instead of arriving.
    /// </summary>
    public double LogSwap(int plus)
    {
        var (stay, flip) = Arguments(plus);
        return (plus == 0 ? 0 : plus * Logarithms.Sigmoid(-stay)) + (plus == Clique ? 0 : (Clique - plus) * Logarithms.Sigmoid(flip));
    }

    // The arguments of σ in the probability that a + spin stays and that a − spin flips.
    private (double Stay, double Flip) Arguments(int plus) =>
        (2 * (_field + (_coupling * ((2 * plus) - Clique - 1))), 2 * (_field + (_coupling * ((2 * plus) - Clique + 1))));

    // The logarithms of the binomial distribution of the number of spins, of the given count, that are +1 with probability σ(x) each.
    private static double[] Binomial(int count, double x)
    {
        var (plus, minus) = (Logarithms.Sigmoid(x), Logarithms.Sigmoid(-x));
        return
        [
            .. Enumerable.Range(0, count + 1)
                .Select(s => Logarithms.Binomial(count, s) + (s == 0 ? 0 : s * plus) + (s == count ? 0 : (count - s) * minus)),
        ];
    }
}
