using Gmlm.Theory.Chains;

namespace Gmlm.Theory.Information;

/// <summary>
/// Distances from p of <see cref="Ising.Clique"/> on its clique of m spins, for any m, by the number a of +1 spins: E(a) = h (2a−m) + J
/// ((2a−m)² − m)/2. The distributions compared are exchangeable as well, and as small as the distances may be, they keep their digits.
/// </summary>
public static class CliqueCount
{
    /// <summary>TC(p) = KL(p ‖ product of its marginals), with the marginal P(x_i = 1) = E[a]/m.</summary>
    public static double TotalCorrelation(int clique, double coupling, double field)
    {
        var logs = Normalised(CliqueSpectrum.LogWeights(clique, coupling, field));
        double Mean(Func<int, int> count) => Logarithms.Sum([.. logs.Select((log, a) => log + Math.Log(count(a)) - Math.Log(clique))]);
        double plus = Mean(a => a), minus = Mean(a => clique - a); // log P(x_i = ±1)
        return CloseDivergences.OfLogarithms(
            logs,
            [
                .. logs.Select(
                    (_, a) => Logarithms.Binomial(clique, a) + (a == 0 ? 0 : a * plus) + (a == clique ? 0 : (clique - a) * minus)),
            ]);
    }

    /// <summary>
    /// TV(π, p), π the stationary distribution of independent parallel sampling (<see cref="ParallelStationaryDistribution"/>): h
    /// (2a−m) + a log 2cosh(h + J(2a−m−1)) + (m−a) log 2cosh(h + J(2a−m+1)) takes the place of E(a). The spins outside the clique are
    /// independent, and parallel sampling is exact for them.
    /// </summary>
    public static double ParallelTotalVariation(int clique, double coupling, double field)
    {
        var logs = new double[clique + 1];
        for (var a = 0; a <= clique; a++)
        {
            double magnetisation = (2 * a) - clique;
            double plus = field + (coupling * (magnetisation - 1)), minus = field + (coupling * (magnetisation + 1));
            logs[a] = Logarithms.Binomial(clique, a)
                + (field * magnetisation)
                + (a * Logarithms.Add(plus, -plus))
                + ((clique - a) * Logarithms.Add(minus, -minus));
        }

        return PeakedVariation.Of(Distribution(CliqueSpectrum.LogWeights(clique, coupling, field)), Distribution(logs));
    }

    private static double[] Distribution(double[] logs) => [.. Normalised(logs).Select(log => Math.Exp(log))];

    private static double[] Normalised(double[] logs)
    {
        var normaliser = Logarithms.Sum(logs);
        return [.. logs.Select(log => log - normaliser)];
    }
}
