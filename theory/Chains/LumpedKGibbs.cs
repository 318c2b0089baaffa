namespace Gmlm.Theory.Chains;

/// <summary>
/// k-Gibbs of <see cref="Distributions.Ising.Clique"/>, seen through the number a of +1 spins in the clique: by symmetry a Markov chain on
/// 0 … m. The block meets the clique in j spins (hypergeometric), of which s are +1 (hypergeometric); b = a − s plus spins stay, and the
/// new count r among the j has weight C(j, r) exp(E(b + r)), E(a) = h (2a − m) + J ((2a − m)² − m)/2.
/// </summary>
public sealed class LumpedKGibbs
{
    /// <summary>
    /// The chain of N = <paramref name="length"/> spins with a clique of m = <paramref name="clique"/>, blocks of
    /// k = <paramref name="size"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 1 ≤ m ≤ N, or not 1 ≤ k ≤ N.</exception>
    public LumpedKGibbs(int length, int clique, int size, double coupling, double field)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(clique, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(clique, length);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, length);
        Clique = clique;
        LogTransition = new double[clique + 1, clique + 1];
        Fill(LogTransition, (_, _) => double.NegativeInfinity);
        for (var met = Math.Max(0, size - (length - clique)); met <= Math.Min(size, clique); met++)
        {
            AddBlocks(met, Hypergeometric(length, clique, size, met), coupling, field);
        }

        Transition = new double[clique + 1, clique + 1];
        Fill(Transition, (from, to) => Math.Exp(LogTransition[from, to]));
    }

    /// <summary>m.</summary>
    public int Clique { get; }

    /// <summary>log P(a → a′), (m+1) × (m+1), accurate also for probabilities that underflow.</summary>
    public double[,] LogTransition { get; }

    /// <summary>P(a → a′), (m+1) × (m+1), rows summing to 1.</summary>
    public double[,] Transition { get; }

    /// <summary>
    /// The distribution of min(T, <paramref name="budget"/>), T the steps from a = 0 (all spins of the clique −1) to a = m (all +1).
    /// </summary>
    public CappedTime CappedHittingTime(int budget) => new(Transition, budget);

    private static void Fill(double[,] matrix, Func<int, int, double> entry)
    {
        for (var from = 0; from < matrix.GetLength(0); from++)
        {
            for (var to = 0; to < matrix.GetLength(1); to++)
            {
                matrix[from, to] = entry(from, to);
            }
        }
    }

    // The blocks that meet the clique in j spins, which have the given log probability.
    private void AddBlocks(int met, double logProbability, double coupling, double field)
    {
        for (var kept = 0; kept <= Clique - met; kept++)
        {
            var outcome = Outcome(met, kept, coupling, field);
            for (var plus = 0; plus <= met; plus++)
            {
                var before = kept + plus;
                var weight = logProbability + Hypergeometric(Clique, before, met, plus);
                for (var r = 0; r <= met; r++)
                {
                    LogTransition[before, kept + r] = Logarithms.Add(LogTransition[before, kept + r], weight + outcome[r]);
                }
            }
        }
    }

    // The logarithms of the distribution of the new count r among the j spins, with b other plus spins in the clique.
    private double[] Outcome(int met, int kept, double coupling, double field)
    {
        var logs = new double[met + 1];
        for (var r = 0; r <= met; r++)
        {
            double magnetisation = (2 * (kept + r)) - Clique;
            logs[r] = Logarithms.Binomial(met, r) + (field * magnetisation) + (coupling * ((magnetisation * magnetisation) - Clique) / 2);
        }

        var total = Logarithms.Sum(logs);
        return [.. logs.Select(log => log - total)];
    }

    // log P(x marked among draws), draws without replacement from a population with so many marked.
    private static double Hypergeometric(int population, int marked, int draws, int x) =>
        Logarithms.Binomial(marked, x) + Logarithms.Binomial(population - marked, draws - x) - Logarithms.Binomial(population, draws);
}
