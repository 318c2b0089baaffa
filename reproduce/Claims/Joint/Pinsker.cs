using Gmlm.Theory.Random;
using MathNet.Numerics.Distributions;

namespace Gmlm.Reproduce.Claims.Joint;

/// <summary>Pinsker's inequality bounds the total variation by the divergence.</summary>
public sealed class Pinsker : ClaimExperiment
{
    private const double Shrunk = 0.99;

    public override Claim Claim => new(
        "pinsker", "C01", "Pinsker's inequality", Origin.Literature,
        Source: "Pinsker 1964; the constant by Csiszár, Kemperman and Kullback (1967)",
        Wording: "$\"TV\"(p, q) <= sqrt(1/2 thin \"KL\"(p || q))$ for all distributions $p$, $q$.",
        Method: "Random pairs: every instance against itself moved by four distances, both ways round; independent Dirichlet "
            + "tables from peaked to flat; and two coins, one fair, the other ever closer to it, where the inequality becomes "
            + "an equality. The margin is $1 - \"TV\" \\/ sqrt(\"KL\" \\/ 2)$.",
        ControlMethod: "The bound multiplied by 0.99, on the two nearly fair coins.");

    public override ExperimentResult Execute(ExperimentContext context)
    {
        const string Reason = "relative rounding of two sums of terms of one sign, and of a probability near one half";
        MarginLedger check = new(1e-9, Reason), control = new(1e-9, Reason);
        var largest = 0.0;
        void Pair(FiniteDistribution p, FiniteDistribution q, string name)
        {
            Compare(check, p, q, 1, $"{name}, KL(p‖q)");
            Compare(check, q, p, 1, $"{name}, KL(q‖p)");
            largest = Math.Max(largest, Ratio(p, q, 1));
        }

        var random = context.Stream("pinsker");
        foreach (var instance in Instances.All(context))
        {
            foreach (var distance in new[] { 0.001, 0.1, 1, 5 })
            {
                Pair(
                    instance.Truth,
                    instance.Family.At(instance.Perturbed(random, distance)),
                    FormattableString.Invariant($"{instance.Name} distance={distance}"));
            }

            context.Report(0.5);
        }

        for (var draw = 1; draw <= context.Pick(200, 5_000, 50_000); draw++)
        {
            var space = new StateSpace(2 + (draw % 3), 1 + (draw % 4));
            var concentration = Math.Pow(10, (2 * random.NextUniform()) - 1);
            Pair(
                Dirichlet(space, concentration, random),
                Dirichlet(space, concentration, random),
                FormattableString.Invariant($"Dirichlet({concentration:G3}) #{draw}"));
        }

        var metrics = new List<Metric> { Metric.Computed("tightest.random", largest) };
        foreach (var bias in new[] { 0.4, 0.1, 0.01, 0.001 })
        {
            var (fair, biased) = (Coin(0.5), Coin(0.5 + bias));
            var name = FormattableString.Invariant($"fair coin and coin of {0.5 + bias}");
            Pair(fair, biased, name);
            Compare(control, fair, biased, Shrunk, name);
            metrics.Add(Metric.Computed(FormattableString.Invariant($"tightness.coin.{bias}"), Ratio(fair, biased, 1)));
        }

        return Decide(context, check.Outcome(), control.Outcome(), metrics);
    }

    private static void Compare(MarginLedger ledger, FiniteDistribution p, FiniteDistribution q, double factor, string name) =>
        ledger.Add(1 - Ratio(p, q, factor), name);

    /// <summary>
    /// TV over <paramref name="factor"/> times the bound, at most 1 where the inequality holds; 0 for equal distributions.
    /// </summary>
    private static double Ratio(FiniteDistribution p, FiniteDistribution q, double factor)
    {
        var variation = Divergences.TotalVariation(p, q);
        return variation == 0 ? 0 : variation / (factor * Math.Sqrt(CloseDivergences.Of(p.Probabilities, q.Probabilities) / 2));
    }

    private static FiniteDistribution Coin(double heads) => FiniteDistribution.FromWeights(new StateSpace(2, 1), [1 - heads, heads]);

    private static FiniteDistribution Dirichlet(StateSpace space, double concentration, RandomStream random) =>
        FiniteDistribution.FromWeights(
            space, [.. Enumerable.Range(0, space.Count).Select(_ => Math.Max(Gamma.Sample(random, concentration, 1), 1e-300))]);
}
