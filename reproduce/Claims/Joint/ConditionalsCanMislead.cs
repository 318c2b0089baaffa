namespace Gmlm.Reproduce.Claims.Joint;

/// <summary>
/// The pitfall: with two well-separated modes, the conditionals of partial masks hardly depend on the weights of the modes.
/// </summary>
public sealed class ConditionalsCanMislead : ClaimExperiment
{
    private const double Field = 0.3;

    public override Claim Claim => new(
        "conditionals-can-mislead", "C04", "Good conditionals, wrong joint distribution", Origin.Reconstructed,
        Source: "the pitfall of masked training, our wording and bound",
        Wording: "One clique, $N = m >= 3$, $J >= 1$: truth $p$ with $h = 0$, model $p_theta$ with $h = 0.3$ and the same $J$. "
            + "For $k < m$ the excess loss vanishes exponentially, $cal(L)_\"PL\" (theta) - cal(L)_\"PL\" (p) <= (e^(2 k h) - "
            + "1 - 2 k h)(2^(m-1) - 1) thin e^(-2 (m-1) J)$, while $\"TV\"(p_theta, p) >= 1/4$. At $k = m$ the excess stays "
            + "above $1/8$.",
        Method: "$J$ from 1 to 6, cliques of 3 and more, every $k$, by enumeration; the excess as the mean divergence of the "
            + "conditionals, a sum of terms of one sign that keeps its digits down to $10^(-30)$. The bound: $\"KL\" <= h^2 "
            + "phi(2 k h) \"Var\"$ with $phi(u) = (e^u - 1 - u) \\/ u^2$ for distributions tilted by $e^(h sum x_i)$, the "
            + "variance being at most $4 k^2$ times the probability that the clique is not all of one sign. Reported for $m = "
            + "4$: excess and distance over $J$, and the rate at which the excess falls, which goes to $2(m-1) = 6$.",
        ControlMethod: "The bound for $k < m$ applied at $k = m$, where the objective is maximum likelihood and does see the "
            + "weights of the modes; the excess at $k = m - 1$ in the place of that at $k = m$; and the distance of a model with a "
            + "tenth of the field.");

    public override ExperimentResult Execute(ExperimentContext context)
    {
        MarginParts check = Parts(), control = Parts();
        foreach (var clique in context.Pick<int[]>([3, 4], [3, 4, 5, 6], [3, 4, 5, 6, 7, 8]))
        {
            foreach (var coupling in Couplings(context))
            {
                for (var size = 1; size < clique; size++)
                {
                    Vanishing(check, clique, coupling, size);
                }

                Vanishing(control, clique, coupling, clique);
                var name = FormattableString.Invariant($"m={clique} J={coupling}");
                check.AtMost("far", 0.25, Variation(clique, coupling, Field), name);
                control.AtMost("far", 0.25, Variation(clique, coupling, Field / 10), name);
                check.AtMost("seen-when-all-is-masked", 0.125, Excess(clique, coupling, clique), name);
                control.AtMost("seen-when-all-is-masked", 0.125, Excess(clique, coupling, clique - 1), name);
            }

            context.Report(0.9);
        }

        return Decide(context, check, control, Metrics(context));
    }

    /// <summary>L_PL(θ) − L_PL(p) at k = <paramref name="size"/>.</summary>
    internal static double Excess(int clique, double coupling, int size) =>
        CloseDivergences.OfConditionals(
            Model(clique, coupling, 0), Model(clique, coupling, Field), MaskDistribution.UniformOfSize(clique, size));

    private static double Variation(int clique, double coupling, double field) =>
        Divergences.TotalVariation(Model(clique, coupling, 0), Model(clique, coupling, field));

    private static FiniteDistribution Model(int clique, double coupling, double field) =>
        Ising.Clique(clique, clique, coupling, field).Distribution();

    private static MarginParts Parts() => new(1e-9, "relative rounding of the excess; the other two margins are far from zero");

    private static double[] Couplings(ExperimentContext context) =>
        [.. Enumerable.Range(2, 11).Select(half => half / 2.0).Where(coupling => context.Profile != Profile.Smoke || coupling % 1 == 0)];

    private static void Vanishing(MarginParts parts, int clique, double coupling, int size)
    {
        var range = 2 * size * Field;
        var bound = (Math.Exp(range) - 1 - range) * (Math.Pow(2, clique - 1) - 1) * Math.Exp(-2 * (clique - 1) * coupling);
        parts.Add(
            "vanishing", 1 - (Excess(clique, coupling, size) / bound), FormattableString.Invariant($"m={clique} J={coupling} k={size}"));
    }

    private static List<Metric> Metrics(ExperimentContext context)
    {
        var metrics = new List<Metric>();
        foreach (var coupling in Couplings(context))
        {
            metrics.AddRange(Enumerable.Range(1, 4).Select(size => Metric
                .Computed(FormattableString.Invariant($"excess.j{coupling}.k{size}"), Excess(4, coupling, size), "nats")
                .On("excess", $"excess loss, k = {size}", coupling)));
            metrics.Add(
                Metric.Computed(FormattableString.Invariant($"tv.j{coupling}"), Variation(4, coupling, Field))
                    .On("distance", "total variation", coupling));
        }

        metrics.AddRange(
            Enumerable.Range(1, 3).Select(size => Metric.Computed($"rate.k{size}", Math.Log(Excess(4, 5, size) / Excess(4, 6, size)))));
        return metrics;
    }
}
