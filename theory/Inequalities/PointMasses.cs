using Gmlm.Theory.Chains;
using MathNet.Numerics;

namespace Gmlm.Theory.Inequalities;

/// <summary>
/// The lower bound on C_AT that point masses give: for q = δ_x both sides of entropy tensorization are logarithms,
/// C_AT ≥ max_x log(1/p(x)) / E_K log(1/p(x_K given x_{−K})).
/// </summary>
public static class PointMasses
{
    // Above this value, log(1/p) is computed as a difference of logarithms without loss of digits.
    private const double Dominated = 0.1;

    /// <summary>The largest ratio over all x of positive probability; at least 1. Infinite if the chain never leaves some x.</summary>
    public static double LowerBound(FiniteDistribution distribution, MaskDistribution masks)
    {
        var space = distribution.Space;
        var block = new double[space.Count];
        for (var m = 0; m < masks.Masks.Count; m++)
        {
            var offsets = space.Offsets(masks.Masks[m]);
            foreach (var first in space.Bases(masks.Masks[m]))
            {
                AddBlock(distribution, block, masks.Weights[m], first, offsets);
            }
        }

        return Enumerable.Range(0, block.Length).Where(x => distribution[x] is > 0 and < 1)
            .Select(x => -Math.Log(distribution[x]) / block[x]).DefaultIfEmpty(1).Max();
    }

    // log(1/p(x_K given x_{−K})) = log(1 + rest/p(x)), the rest of the block never as a difference where x carries nearly all of it.
    private static void AddBlock(FiniteDistribution p, double[] block, double weight, int first, int[] offsets)
    {
        var largest = first;
        foreach (var offset in offsets)
        {
            largest = p[first + offset] > p[largest] ? first + offset : largest;
        }

        double others = 0;
        foreach (var offset in offsets)
        {
            others += first + offset == largest ? 0 : p[first + offset];
        }

        foreach (var offset in offsets)
        {
            var x = first + offset;
            var rest = x == largest ? others : others + (p[largest] - p[x]);
            block[x] += p[x] > 0 ? weight * Logarithms.OnePlus(rest / p[x]) : 0;
        }
    }

    /// <summary>
    /// The same for <see cref="Ising.Clique"/> and masks of size k, x with a spins +1 in the clique: the block meets the clique in j spins,
    /// s of them +1 (both hypergeometric), and the pattern has probability e^{E(a)} / Σ_r C(j, r) e^{E(a−s+r)}. The spins outside are left
    /// as they are, q = δ ⊗ p.
    /// </summary>
    public static double LowerBound(int length, int clique, int size, double coupling, double field)
    {
        double[] logs = CliqueSpectrum.LogWeights(clique, coupling, field);
        double[] energies = [.. logs.Select((log, a) => log - SpecialFunctions.BinomialLn(clique, a))];
        var normaliser = Logarithms.Sum(logs);
        var block = new double[clique + 1];
        for (var met = Math.Max(1, size - (length - clique)); met <= Math.Min(size, clique); met++)
        {
            var probability = Logarithms.Binomial(clique, met) + Logarithms.Binomial(
                length - clique, size - met) - Logarithms.Binomial(length, size);
            for (var kept = 0; kept <= clique - met; kept++)
            {
                var total = Logarithms.Sum([.. Enumerable.Range(0, met + 1).Select(r => Logarithms.Binomial(met, r) + energies[kept + r])]);
                for (var plus = 0; plus <= met; plus++)
                {
                    var a = kept + plus;
                    var weight = Logarithms.Binomial(a, plus)
                        + Logarithms.Binomial(clique - a, met - plus)
                        - Logarithms.Binomial(clique, met);
                    var logarithm = total - energies[a];
                    block[a] += Math.Exp(probability + weight)
                        * (logarithm > Dominated ? logarithm : OneOf(met, plus, energies.AsSpan(kept, met + 1)));
                }
            }
        }

        return Enumerable.Range(0, clique + 1)
            .Max(a => (normaliser - energies[a]) / block[a] is var ratio && double.IsNaN(ratio) ? 1 : ratio);
    }

    /// <summary>
    /// log(1/p) of one pattern with s = <paramref name="plus"/> spins +1 that carries nearly all of its block: log(1 + all others over it),
    /// C(j, r) of every other count, C(j, s) − 1 of its own.
    /// </summary>
    private static double OneOf(int met, int plus, ReadOnlySpan<double> energies)
    {
        var others = new double[met + 1];
        for (var r = 0; r <= met; r++)
        {
            var ways = r == plus ? Math.Log(Math.Max(0, SpecialFunctions.Binomial(met, r) - 1)) : Logarithms.Binomial(met, r);
            others[r] = ways + energies[r] - energies[plus];
        }

        return Logarithms.Add(0, Logarithms.Sum(others));
    }
}
