using Gmlm.Theory.Chains;
using Gmlm.Theory.Inequalities;
using Gmlm.Theory.Information;

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

    // The constants of one mask size, and why some of them are absent.
    private sealed record OfSize(
        double? Gap, double? Poincare, double? Lower, double? Upper, IReadOnlyList<(string What, string Why)> LeftOut);

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
        var leftOut = new LeftOut();
        var bySize = new OfSize[p.Space.Length];
        Parallel.For(
            0,
            bySize.Length,
            new ParallelOptions { CancellationToken = cancellation },
            index => bySize[index] = Constants(p, underflows, index + 1));
        foreach (var (index, constants) in bySize.Index())
        {
            foreach (var (what, why) in constants.LeftOut)
            {
                leftOut.Add(what, index + 1, why);
            }
        }

        if (parallel.Stationary is null)
        {
            leftOut.Add("independentParallel.stationaryTotalVariation", parallel.Why);
        }

        return new Exploration(
            Divergences.Entropy(p),
            Math.Max(0, CloseDivergences.OfLogarithms([.. p.Probabilities.ToArray().Select(value => Math.Log(value))], LogProduct(p))),
            [.. bySize.Select(constants => constants.Gap)],
            [.. bySize.Select(constants => constants.Poincare)],
            [.. bySize.Select(constants => constants.Lower)],
            [.. bySize.Select(constants => constants.Upper)],
            ising is null ? null : Traces.Of(ising, leftOut, cancellation),
            null,
            parallel.Stationary is { } stationary ? Math.Min(1, PeakedVariation.Of(p.Probabilities, stationary.Probabilities)) : null,
            null,
            DecodingQuantities.Of(InformationCurve.Of(p)),
            Components(p),
            leftOut.Lines);
    }

    // Larger blocks connect what smaller ones do.
    private static int[] Components(FiniteDistribution p)
    {
        var counts = new int[p.Space.Length];
        for (var size = 1; size <= counts.Length; size++)
        {
            counts[size - 1] = !p.Probabilities.Contains(0) || (size > 1 && counts[size - 2] == 1)
                ? 1
                : SupportComponents.Count(p, MaskDistribution.UniformOfSize(p.Space.Length, size));
        }

        return counts;
    }

    private static OfSize Constants(FiniteDistribution p, bool underflows, int size)
    {
        var masks = MaskDistribution.UniformOfSize(p.Space.Length, size);
        var everything = size == p.Space.Length;
        var leftOut = new List<(string What, string Why)>();
        var (gap, poincare, largest) = underflows ? GapOfLost(everything, leftOut) : Gap(p, masks, leftOut);
        double? upper = everything ? 1 : underflows ? null : Finite(TensorizationBound.Of(p, masks, largest));
        if (upper is null)
        {
            leftOut.Add(("entropyTensorizationUpperBound", underflows ? Lost : gap == 0 ? Disconnected : NoBound));
        }

        var lower = gap == 0 ? null : Tensorization.LowerBound(p, masks, poincare);
        if (lower is null)
        {
            leftOut.Add((
                "entropyTensorizationLowerBound",
                gap == 0 ? Disconnected : "the constant is beyond the range of double precision"));
        }

        return new OfSize(gap, poincare, lower, upper, leftOut);
    }

    // The gap when probabilities underflow. A block of all positions is drawn from p itself, so its gap is 1 all the same.
    private static (double? Gap, double? Poincare, double LargestPoincare) GapOfLost(bool everything, List<(string, string)> leftOut)
    {
        if (everything)
        {
            return (1, 1, 1);
        }

        leftOut.Add(("gap and poincareConstant", Lost));
        return (null, null, double.PositiveInfinity);
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    // The last is an upper bound on C_P that allows for the accuracy of the gap; infinite where there is none.
    private static (double? Gap, double? Poincare, double LargestPoincare) Gap(
        FiniteDistribution p, MaskDistribution masks, List<(string, string)> leftOut)
    {
        // Where every state is possible, the masks of one size connect them all.
        if (p.Probabilities.Contains(0) && !SupportComponents.IsOne(p, masks))
        {
            leftOut.Add(("poincareConstant", Disconnected));
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
            leftOut.Add(("gap and poincareConstant", "the gap is smaller than what double precision resolves"));
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
