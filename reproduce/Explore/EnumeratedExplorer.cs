using Gmlm.Theory.Chains;
using Gmlm.Theory.Inequalities;

namespace Gmlm.Reproduce.Explore;

/// <summary>Quantities of a model whose states are enumerated.</summary>
internal static class EnumeratedExplorer
{
    private const string Disconnected = "infinite, block dynamics does not get from every state to every other";

    private const string Lost = "some states are less likely than double precision resolves, and block dynamics passes through them";

    // Below this gap the eigenvalue solver leaves fewer than nine digits. Elimination keeps them, at a cost cubic in the number of states.
    private const double SmallGap = 1e-7;
    private const int FewStates = 256;
    private const double Elimination = 1e-9; // the relative error of the elimination, with room to spare

    private const string NoBound = "no proven bound is within the range of double precision";

    /// <summary>Computes all quantities.</summary>
    /// <param name="p">The model.</param>
    /// <param name="underflows">Whether the probability of some possible state underflows in <paramref name="p"/>.</param>
    /// <param name="parallel">The stationary distribution of independent parallel sampling, or the reason why it is absent.</param>
    /// <param name="ising">The model as an Ising model, for tr Γ; null for other models.</param>
    /// <param name="cancellation">Cancels between two mask sizes.</param>
    public static Exploration Explore(
        FiniteDistribution p,
        bool underflows,
        (FiniteDistribution? Stationary, string Why) parallel,
        Ising? ising,
        CancellationToken cancellation)
    {
        var length = p.Space.Length;
        var leftOut = new LeftOut();
        double?[] poincare = new double?[length], gap = new double?[length];
        double?[] tensorization = new double?[length], upper = new double?[length];
        for (var size = 1; size <= length; size++)
        {
            cancellation.ThrowIfCancellationRequested();
            var masks = MaskDistribution.UniformOfSize(length, size);
            (gap[size - 1], poincare[size - 1], var largest) = underflows
                ? GapOfLost(size, length, leftOut)
                : Gap(p, masks, size, leftOut);
            upper[size - 1] = size == length ? 1 : underflows ? null : Finite(TensorizationBound.Of(p, masks, largest));
            if (upper[size - 1] is null)
            {
                leftOut.Add("entropyTensorizationUpperBound", size, underflows ? Lost : gap[size - 1] == 0 ? Disconnected : NoBound);
            }

            tensorization[size - 1] = Tensorization.LowerBound(p, masks, poincare[size - 1]);
            if (gap[size - 1] == 0 || tensorization[size - 1] is null)
            {
                tensorization[size - 1] = null;
                leftOut.Add(
                    "entropyTensorizationLowerBound",
                    size,
                    gap[size - 1] == 0 ? Disconnected : "the constant is beyond the range of double precision");
            }
        }

        if (parallel.Stationary is null)
        {
            leftOut.Add("independentParallel.stationaryTotalVariation", parallel.Why);
        }

        return new Exploration(
            Divergences.Entropy(p),
            Math.Max(0, CloseDivergences.OfLogarithms([.. p.Probabilities.ToArray().Select(value => Math.Log(value))], LogProduct(p))),
            gap,
            poincare,
            tensorization,
            upper,
            ising is null ? null : Traces.Of(ising, leftOut, cancellation),
            null,
            parallel.Stationary is { } stationary ? Math.Min(1, PeakedVariation.Of(p.Probabilities, stationary.Probabilities)) : null,
            null,
            leftOut.Lines);
    }

    // The gap when probabilities underflow. A block of all positions is drawn from p itself, so its gap is 1 all the same.
    private static (double? Gap, double? Poincare, double LargestPoincare) GapOfLost(int size, int length, LeftOut leftOut)
    {
        if (size == length)
        {
            return (1, 1, 1);
        }

        leftOut.Add("gap and poincareConstant", size, Lost);
        return (null, null, double.PositiveInfinity);
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    // The last is an upper bound on C_P that allows for the accuracy of the gap; infinite where there is none.
    private static (double? Gap, double? Poincare, double LargestPoincare) Gap(
        FiniteDistribution p, MaskDistribution masks, int size, LeftOut leftOut)
    {
        if (!Irreducibility.Of(p, masks))
        {
            leftOut.Add("poincareConstant", size, Disconnected);
            return (0, null, double.PositiveInfinity);
        }

        var chain = new BlockDynamics(p, masks);
        if (!(chain.SpectralGap >= SmallGap) && p.Space.Count <= FewStates && !p.Probabilities.Contains(0))
        {
            var constant = ReversibleGap.PoincareConstant(
                chain.Kernel().ToArray(), [.. p.Probabilities.ToArray().Select(probability => Math.Log(probability))]);
            if (double.IsFinite(constant))
            {
                return (1 / constant, constant, constant * (1 + Elimination));
            }
        }

        if (!(chain.SpectralGap > chain.GapResolution))
        {
            leftOut.Add("gap and poincareConstant", size, "the gap is smaller than what double precision resolves");
            return (null, null, double.PositiveInfinity);
        }

        return (chain.SpectralGap, chain.PoincareConstant, 1 / (chain.SpectralGap - chain.GapResolution));
    }

    /// <summary>
    /// Σ_i log p_i(x_i) for every state. It is a sum of logarithms, since the product of the marginals may underflow where p does not.
    /// </summary>
    private static double[] LogProduct(FiniteDistribution p)
    {
        var space = p.Space;
        var logs = new double[space.Count];
        for (var i = 0; i < space.Length; i++)
        {
            var marginal = new double[space.Alphabet];
            for (var x = 0; x < space.Count; x++)
            {
                marginal[space.Symbol(x, i)] += p[x];
            }

            for (var x = 0; x < space.Count; x++)
            {
                logs[x] += Math.Log(marginal[space.Symbol(x, i)]);
            }
        }

        return logs;
    }
}
