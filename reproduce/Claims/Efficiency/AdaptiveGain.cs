using System.Numerics;
using Gmlm.Theory.Chains;
using Gmlm.Theory.Information;

namespace Gmlm.Reproduce.Claims.Efficiency;

/// <summary>Masks adapted to where the dependence is: covering a strongly coupled clique beats uniform masks of the same size.</summary>
public sealed class AdaptiveGain : ClaimExperiment
{
    private static readonly (int, int, int)[] Sizes = [(5, 3, 3), (6, 3, 3), (6, 3, 4), (6, 4, 4)];
    private static readonly double[] Fields = [-0.2, 0, 0.2];
    private static readonly double[] Strong = [1.25, 1.5, 1.75, 2];

    public override Claim Claim => new(
        "adaptive-gain", "A14", "Masks that cover what depends", Origin.Beyond,
        Source: "our own comparison",
        Wording: "In a model with one strongly coupled clique of $3 <= m <= k <= 2 N \\/ 3$ spins ($J >= 1.25$) and a weak field "
            + "($abs(h) <= 0.2$), masks of size $k$ that are made to contain the whole clique half the time, and are uniform "
            + "otherwise, have a smaller Poincaré constant $C_P$ and a smaller $tr Gamma$ than uniform masks of size $k$.",
        Method: "Exact, $h = 0$ and $h = plus.minus 0.2$, $(N, m, k) = (5, 3, 3), (6, 3, 3), (6, 3, 4), (6, 4, 4)$, $J$ from 1.25 to 2; "
            + "$Gamma$ for the full Ising family. The margin is 1 minus the ratio, adapted over uniform. Reported for $(6, 3, "
            + "3)$, $h = 0$: both ratios over $J$, from 0 on, where adapting does not pay. The gain is large in $C_P$ and "
            + "small in $tr Gamma$, which for strong couplings consists of directions that masks of no kind see well.",
        ControlMethod: "For $C_P$ a strong field, $h = 2$ at $J = 1.25$, which holds the clique in one mode so that no slow mode is left "
            + "to gain from; for $tr Gamma$, which gains in strong fields too, the same masks where nothing is strongly coupled, $J = "
            + "0.05$.");

    public override ExperimentResult Execute(ExperimentContext context)
    {
        MarginParts check = Parts(), control = Parts();
        foreach (var (length, clique, size) in context.Pick<(int, int, int)[]>([(5, 3, 3)], Sizes, Sizes))
        {
            foreach (var field in Fields)
            {
                foreach (var coupling in Strong)
                {
                    var (poincare, trace) = Ratios(length, clique, size, coupling, field);
                    check.Add("poincare", 1 - poincare, Name(coupling, field));
                    check.Add("trace", 1 - trace, Name(coupling, field));
                }

                control.Add("trace", 1 - Ratios(length, clique, size, 0.05, field).Trace, Name(0.05, field));
            }

            control.Add("poincare", 1 - Ratios(length, clique, size, Strong[0], 2).Poincare, Name(Strong[0], 2));

            context.Report(0.5);

            string Name(double coupling, double field) =>
                FormattableString.Invariant($"N={length} m={clique} k={size} J={coupling} h={field}");
        }

        var metrics = new List<Metric>();
        foreach (
            var coupling in context.Pick<double[]>(
                [0, 1], [0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2], [0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1, 1.25, 1.5, 1.75, 2]))
        {
            var (poincare, trace) = Ratios(6, 3, 3, coupling, 0);
            metrics.Add(Metric.Computed(FormattableString.Invariant($"poincare-ratio.j{coupling}"), poincare));
            metrics.Add(Metric.Computed(FormattableString.Invariant($"trace-ratio.j{coupling}"), trace));
        }

        return Decide(context, check.Outcome(), control.Outcome(), metrics);
    }

    private static MarginParts Parts() => new(1e-9, "rounding of two gaps and of two inverses; the least margins are of order 0.01");

    /// <summary>C_P and tr Γ of adapted masks over those of uniform masks.</summary>
    internal static (double Poincare, double Trace) Ratios(int length, int clique, int size, double coupling, double field)
    {
        var model = Ising.Clique(length, clique, coupling, field);
        var truth = model.Distribution();
        var uniform = Measure(MaskDistribution.UniformOfSize(length, size));
        var adapted = Measure(Adapted(length, clique, size));
        return (adapted.Poincare / uniform.Poincare, adapted.Trace / uniform.Trace);

        (double Poincare, double Trace) Measure(MaskDistribution masks) =>
            (
                new BlockDynamics(truth, masks).PoincareConstant,
                PseudolikelihoodInformation.At(Ising.Family(length), model.Parameters(), truth, masks).Sandwich.Trace());
    }

    /// <summary>Half uniform over the masks of size k, half uniform over those of them that contain the clique.</summary>
    internal static MaskDistribution Adapted(int length, int clique, int size)
    {
        var inside = (1 << clique) - 1;
        int[] masks = [.. Enumerable.Range(1, (1 << length) - 1).Where(mask => BitOperations.PopCount((uint)mask) == size)];
        var covering = masks.Count(mask => (mask & inside) == inside);
        return MaskDistribution.From(
            length, masks.Select(mask => (mask, (0.5 / masks.Length) + ((mask & inside) == inside ? 0.5 / covering : 0))));
    }
}
