using Gmlm.Theory.Chains;

namespace Gmlm.Theory.Information;

/// <summary>
/// Entropies of m spins that form one clique (<see cref="Ising.Clique"/> with nothing outside), for m far beyond enumeration: the spins are
/// exchangeable, so the entropy H_j of any j of them needs only log p_j(b), the log probability of one pattern with b spins +1, and p_m(a)
/// ∝ exp(E(a)), p_j(b) = p_{j+1}(b) + p_{j+1}(b+1), H_j = −Σ_b C(j, b) p_j(b) log p_j(b).
/// </summary>
public sealed class CliqueEntropies
{
    private readonly double[] _entropies; // H_0 … H_m

    /// <summary>Of m = <paramref name="clique"/> ≥ 1 spins with coupling J and field h.</summary>
    public CliqueEntropies(int clique, double coupling, double field)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(clique, 1);
        Clique = clique;
        var patterns = new double[clique + 1];
        for (var a = 0; a <= clique; a++)
        {
            double magnetisation = (2 * a) - clique;
            patterns[a] = (field * magnetisation) + (coupling * ((magnetisation * magnetisation) - clique) / 2);
        }

        var normaliser = Logarithms.Sum([.. patterns.Select((energy, a) => energy + Logarithms.Binomial(clique, a))]);
        patterns = [.. patterns.Select(energy => energy - normaliser)];
        _entropies = new double[clique + 1];
        for (var j = clique; j > 0; j--)
        {
            for (var b = 0; b <= j; b++)
            {
                _entropies[j] -= patterns[b] * Math.Exp(patterns[b] + Logarithms.Binomial(j, b));
            }

            for (var b = 0; b < j; b++)
            {
                patterns[b] = Logarithms.Add(patterns[b], patterns[b + 1]);
            }
        }
    }

    /// <summary>m.</summary>
    public int Clique { get; }

    /// <summary>H_j, the entropy of any <paramref name="spins"/> = j of them, 0 ≤ j ≤ m.</summary>
    public double Entropy(int spins) => _entropies[spins];

    /// <summary>
    /// Total correlation of any <paramref name="predicted"/> spins given any <paramref name="seen"/> others: n
    /// (H_{v+1} − H_v) − (H_{v+n} − H_v).
    /// </summary>
    public double ConditionalTotalCorrelation(int predicted, int seen) => predicted == 0 ? 0
        : (predicted * (_entropies[seen + 1] - _entropies[seen])) - (_entropies[seen + predicted] - _entropies[seen]);

    /// <summary>
    /// Σ_s of the conditional total correlations of S = <paramref name="steps"/> steps of sizes as equal as they can be: the loss of
    /// decoding in S steps, which is the same for every such partition.
    /// </summary>
    public double DecodingLoss(int steps)
    {
        double loss = 0;
        for (int s = 0, seen = 0; s < steps; s++)
        {
            var predicted = ((s + 1) * Clique / steps) - seen;
            loss += ConditionalTotalCorrelation(predicted, seen);
            seen += predicted;
        }

        return loss;
    }
}
