using Gmlm.Theory.Chains;
using Gmlm.Theory.Distributions;

namespace Gmlm.Reproduce.Explore;

/// <summary>A model whose states are enumerated.</summary>
internal static class EnumeratedExplorer
{
    private const string Disconnected = "infinite, block dynamics does not get from every state to every other";

    // Below this an eigenvalue near 1 has fewer than nine digits left; elimination keeps them, at the cube of the number of states.
    private const double SmallGap = 1e-7;
    private const int FewStates = 256;

    /// <summary>Of p, with <paramref name="stationary"/> the law of independent parallel sampling where there is one, and tr Γ for an Ising model.</summary>
    public static Exploration Explore(FiniteDistribution p, FiniteDistribution? stationary, Ising? ising, CancellationToken cancellation)
    {
        var length = p.Space.Length;
        var leftOut = new LeftOut();
        double?[] poincare = new double?[length], gap = new double?[length], tensorization = new double?[length];
        for (var size = 1; size <= length; size++)
        {
            cancellation.ThrowIfCancellationRequested();
            var masks = MaskDistribution.UniformOfSize(length, size);
            (gap[size - 1], poincare[size - 1]) = Gap(p, masks, size, leftOut);
            tensorization[size - 1] = Tensorization.LowerBound(p, masks, poincare[size - 1]);
            if (gap[size - 1] == 0 || tensorization[size - 1] is null)
            {
                tensorization[size - 1] = null;
                leftOut.Add("entropyTensorizationLowerBound", size, gap[size - 1] == 0 ? Disconnected : "the constant is beyond the range of double precision");
            }
        }

        if (stationary is null)
        {
            leftOut.Add("independentParallel.stationaryTotalVariation", p.Probabilities.Contains(0)
                ? "the table has zeros, where conditionals do not exist and the stationary law may depend on the start"
                : $"a table has no closed form, and {p.Space.Count} states are more than the {ParallelStationaryLaw.MaxStates} that are solved for");
        }

        return new Exploration(
            Divergences.Entropy(p),
            CloseDivergences.Of(p.Probabilities, Product(p)),
            gap,
            poincare,
            tensorization,
            ising is null ? null : Traces.Of(ising, leftOut, cancellation),
            null,
            stationary is null ? null : PeakedVariation.Of(p.Probabilities, stationary.Probabilities),
            null,
            leftOut.Lines);
    }

    private static (double? Gap, double? Poincare) Gap(FiniteDistribution p, MaskDistribution masks, int size, LeftOut leftOut)
    {
        if (!Irreducibility.Of(p, masks))
        {
            leftOut.Add("poincareConstant", size, Disconnected);
            return (0, null);
        }

        var chain = new BlockDynamics(p, masks);
        if (chain.SpectralGap < SmallGap && p.Space.Count <= FewStates && !p.Probabilities.Contains(0))
        {
            var constant = ReversibleGap.PoincareConstant(chain.Kernel().ToArray(), [.. p.Probabilities.ToArray().Select(probability => Math.Log(probability))]);
            if (double.IsFinite(constant))
            {
                return (1 / constant, constant);
            }
        }

        if (chain.SpectralGap <= chain.GapResolution)
        {
            leftOut.Add("gap and poincareConstant", size, "the gap is smaller than what double precision resolves");
            return (null, null);
        }

        return (chain.SpectralGap, chain.PoincareConstant);
    }

    /// <summary>Π_i p_i(x_i) for every state.</summary>
    private static double[] Product(FiniteDistribution p)
    {
        var space = p.Space;
        var product = Enumerable.Repeat(1.0, space.Count).ToArray();
        for (var i = 0; i < space.Length; i++)
        {
            var marginal = new double[space.Alphabet];
            for (var x = 0; x < space.Count; x++)
            {
                marginal[space.Symbol(x, i)] += p[x];
            }

            for (var x = 0; x < space.Count; x++)
            {
                product[x] *= marginal[space.Symbol(x, i)];
            }
        }

        return product;
    }
}
