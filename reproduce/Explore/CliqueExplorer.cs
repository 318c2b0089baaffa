using Gmlm.Theory.Chains;
using Gmlm.Theory.Inequalities;
using Gmlm.Theory.Information;

namespace Gmlm.Reproduce.Explore;

/// <summary>
/// Quantities of one clique of up to 200 spins. Its spins are exchangeable and the other spins are independent, so that all quantities
/// follow from the number of +1 spins in the clique, except tr Γ and the numeric search for C_AT.
/// </summary>
internal static class CliqueExplorer
{
    private const int LargestSearch = 6;
    private const double Rounding = 1e-9; // the relative error of C_P, with room to spare

    public static Exploration Explore(CliqueModel model, int budget, CancellationToken cancellation)
    {
        double?[] poincare = new double?[model.Length], tensorization = new double?[model.Length], times = new double?[model.Length];
        Parallel.For(0, model.Length, new ParallelOptions { CancellationToken = cancellation }, index =>
        {
            var chain = new LumpedKGibbs(model.Length, model.Size, index + 1, model.Coupling, model.Field);
            poincare[index] = CliqueSpectrum.PoincareConstant(model.Length, model.Size, index + 1, model.Coupling, model.Field, chain);
            tensorization[index] = TensorizationOf(model, index + 1, poincare[index]);
            times[index] = Math.Min(budget, chain.CappedHittingTime(budget).Mean);
        });

        var upper = new double?[model.Length];
        var leftOut = new LeftOut();
        for (var size = 1; size <= model.Length; size++)
        {
            poincare[size - 1] = Resolved(model, size, poincare[size - 1], leftOut);
            if (tensorization[size - 1] is null)
            {
                leftOut.Add("entropyTensorizationLowerBound", size, "the constant is beyond the range of double precision");
            }

            upper[size - 1] = UpperBound(model, size, poincare[size - 1]);
            if (upper[size - 1] is null)
            {
                leftOut.Add("entropyTensorizationUpperBound", size, "no proven bound is within the range of double precision");
            }
        }

        CliqueEntropies clique = new(model.Size, model.Coupling, model.Field), outside = new(1, 0, model.Field);
        return new Exploration(
            Math.Max(0, clique.Entropy(model.Size) + ((model.Length - model.Size) * outside.Entropy(1))),
            Math.Max(0, CliqueCount.TotalCorrelation(model.Size, model.Coupling, model.Field)),
            [.. poincare.Select(constant => 1 / constant)],
            poincare,
            tensorization,
            upper,
            Trace(model, leftOut, cancellation),
            times,
            Math.Min(1, CliqueCount.ParallelTotalVariation(model.Size, model.Coupling, model.Field)),
            Math.Min(0, new LumpedIndependentParallel(model.Size, model.Coupling, model.Field).LogReachedBy(budget)),
            leftOut.Lines);
    }

    private static double? Resolved(CliqueModel model, int size, double? constant, LeftOut leftOut)
    {
        if (constant is { } value && double.IsFinite(value))
        {
            return value;
        }

        leftOut.Add("gap and poincareConstant", size, constant is not null ? "the constant is beyond the range of double precision"
            : model.Size > CliqueSpectrum.MaxEnumerated
                ? "with a negative coupling the slowest mode need not be symmetric, and such cliques are enumerated up to "
                    + $"{CliqueSpectrum.MaxEnumerated} spins only"
                : "the gap is smaller than what double precision resolves");
        return null;
    }

    private static double? TensorizationOf(CliqueModel model, int size, double? poincare)
    {
        if (size == model.Length)
        {
            return 1; // a mask of all positions makes both sides of the inequality KL(q‖p)
        }

        var bound = Math.Max(PointMasses.LowerBound(model.Length, model.Size, size, model.Coupling, model.Field), poincare ?? 0);
        if (!double.IsFinite(bound) || model.Size > LargestSearch || poincare is null)
        {
            return double.IsFinite(bound) ? bound : null;
        }

        // If q differs from p on the clique C only, a mask K acts through K ∩ C alone, so the search runs on the clique.
        var inside = Ising.Clique(model.Size, model.Size, model.Coupling, model.Field).Distribution();
        return Tensorization.LowerBound(inside, CliqueSpectrum.InducedMasks(model.Length, model.Size, size), bound);
    }

    private static double? UpperBound(CliqueModel model, int size, double? poincare)
    {
        var bound = TensorizationBound.OfClique(
            model.Length, model.Size, size, model.Coupling, model.Field, (1 + Rounding) * (poincare ?? double.PositiveInfinity));
        return double.IsFinite(bound) ? bound : null;
    }

    private static double?[] Trace(CliqueModel model, LeftOut leftOut, CancellationToken cancellation)
    {
        if (model.Length <= Traces.MaxLength)
        {
            return Traces.Of(Ising.Clique(model.Length, model.Size, model.Coupling, model.Field), leftOut, cancellation);
        }

        leftOut.Add("traceAsymptoticCovariance", Traces.TooLong(model.Length));
        return new double?[model.Length];
    }
}
