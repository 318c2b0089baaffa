using MathNet.Numerics;

namespace Gmlm.Theory.Chains;

/// <summary>
/// The slowest mode of k-Gibbs for <see cref="Ising.Clique"/>, far beyond enumeration. The N − m spins outside the clique are independent:
/// an eigenfunction is a function on the clique times a product of centred outside spins, a mask that meets one of those kills it, so that
/// λ₂ = max(1 − k/N, λ₂ of the clique with the masks K ∩ C). For J ≥ 0 the block dynamics of the clique is monotone, so λ₂ has an
/// increasing eigenfunction (Perron and Frobenius on the cone of increasing functions modulo constants); its mean over permutations of the
/// clique is an increasing function of the number of +1 spins, not constant: λ₂ is that of the chain on 0 … m.
/// </summary>
public static class CliqueSpectrum
{
    /// <summary>The largest clique whose 2^m states are enumerated for J &lt; 0.</summary>
    public const int MaxEnumerated = 10;

    /// <summary>
    /// C_P of k-Gibbs; infinite beyond doubles; null where J &lt; 0 and m is above <see cref="MaxEnumerated"/>, or the gap is not resolved.
    /// <paramref name="chain"/> is the chain on 0 … m if the caller has it.
    /// </summary>
    public static double? PoincareConstant(int length, int clique, int size, double coupling, double field, LumpedKGibbs? chain = null)
    {
        var inside = coupling >= 0
            ? Math.Max(
                1,
                ReversibleGap.PoincareConstant(
                    (chain ?? new LumpedKGibbs(length, clique, size, coupling, field)).Transition, LogWeights(clique, coupling, field)))
            : Enumerated(length, clique, size, coupling, field);
        return length > clique && inside is { } constant ? Math.Max((double)length / size, constant) : inside;
    }

    /// <summary>
    /// The distribution of K ∩ C, K uniform of size k: S has probability C(N−m, k−|S|)/C(N, k). The empty set may have some.
    /// </summary>
    public static MaskDistribution InducedMasks(int length, int clique, int size) =>
        MaskDistribution.From(clique, Enumerable.Range(0, 1 << clique).Select(mask =>
    {
        var met = System.Numerics.BitOperations.PopCount((uint)mask);
        return (
            mask,
            size - met < 0 || size - met > length - clique
                ? 0
                : SpecialFunctions.Binomial(length - clique, size - met) / SpecialFunctions.Binomial(length, size));
    }));

    /// <summary>log C(m, a) + h (2a−m) + J ((2a−m)² − m)/2: the distribution of the number a of +1 spins, up to a constant.</summary>
    public static double[] LogWeights(int clique, double coupling, double field)
    {
        var logs = new double[clique + 1];
        for (var a = 0; a <= clique; a++)
        {
            double magnetisation = (2 * a) - clique;
            logs[a] = Logarithms.Binomial(clique, a)
                + (field * magnetisation)
                + (coupling * ((magnetisation * magnetisation) - clique) / 2);
        }

        return logs;
    }

    private static double? Enumerated(int length, int clique, int size, double coupling, double field)
    {
        if (clique > MaxEnumerated)
        {
            return null;
        }

        var distribution = Ising.Clique(clique, clique, coupling, field).Distribution();
        if (!distribution.IsResolved)
        {
            return null; // The chain passes through states whose probability underflows.
        }

        var chain = new BlockDynamics(distribution, InducedMasks(length, clique, size));
        return chain.SpectralGap > chain.GapResolution ? chain.PoincareConstant : null;
    }
}
