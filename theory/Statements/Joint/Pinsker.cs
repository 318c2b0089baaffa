using Gmlm.Theory.Distributions;
using Gmlm.Theory.Random;

using MathNet.Numerics.Distributions;

namespace Gmlm.Theory.Statements.Joint;

/// <summary>Pinsker's inequality, the step from divergence to distance.</summary>
public sealed class Pinsker : Statement
{
    private const double Shrunk = 0.99;

    /// <inheritdoc/>
    public override string Id => "pinsker";

    /// <inheritdoc/>
    public override string Title => "Pinsker's inequality";

    /// <inheritdoc/>
    public override string Order => "C01";

    /// <inheritdoc/>
    public override Origin Origin => Origin.Literature;

    /// <inheritdoc/>
    public override string Source => "Pinsker 1964; the constant by Csiszár, Kemperman and Kullback (1967)";

    /// <inheritdoc/>
    public override string Wording => "$\"TV\"(p, q) <= sqrt(1/2 thin \"KL\"(p || q))$ for all distributions $p$, $q$.";

    /// <inheritdoc/>
    public override string Method =>
        "Random pairs: every instance against itself moved by four distances, both ways round; independent Dirichlet tables from peaked to flat; and two coins, one fair, the other ever closer to it, where the inequality becomes an equality. The margin is $1 - \"TV\" \\/ sqrt(\"KL\" \\/ 2)$.";

    /// <inheritdoc/>
    public override string ControlMethod => "The bound multiplied by 0.99, on the two nearly fair coins.";

    /// <inheritdoc/>
    public override StatementReport Check(StatementScope scope)
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

        var random = scope.Stream("pinsker");
        foreach (var instance in Instances.All(scope))
        {
            foreach (var distance in new[] { 0.001, 0.1, 1, 5 })
            {
                Pair(instance.Truth, instance.Family.At(instance.Perturbed(random, distance)), FormattableString.Invariant($"{instance.Name} distance={distance}"));
            }

            scope.Report(0.5);
        }

        for (var draw = 1; draw <= scope.Pick(200, 5_000, 50_000); draw++)
        {
            var space = new StateSpace(2 + (draw % 3), 1 + (draw % 4));
            var concentration = Math.Pow(10, (2 * random.NextUniform()) - 1);
            Pair(Dirichlet(space, concentration, random), Dirichlet(space, concentration, random), FormattableString.Invariant($"Dirichlet({concentration:G3}) #{draw}"));
        }

        var quantities = new List<Quantity> { new("tightest.random", largest) };
        foreach (var bias in new[] { 0.4, 0.1, 0.01, 0.001 })
        {
            var (fair, biased) = (Coin(0.5), Coin(0.5 + bias));
            var name = FormattableString.Invariant($"fair coin and coin of {0.5 + bias}");
            Pair(fair, biased, name);
            Compare(control, fair, biased, Shrunk, name);
            quantities.Add(new Quantity(FormattableString.Invariant($"tightness.coin.{bias}"), Ratio(fair, biased, 1)));
        }

        return new StatementReport(check.Outcome(), control.Outcome(), quantities);
    }

    private static void Compare(MarginLedger ledger, FiniteDistribution p, FiniteDistribution q, double factor, string name) =>
        ledger.Add(1 - Ratio(p, q, factor), name);

    /// <summary>TV over <paramref name="factor"/> times the bound, at most 1 where the inequality holds; 0 for equal distributions.</summary>
    private static double Ratio(FiniteDistribution p, FiniteDistribution q, double factor)
    {
        var variation = Divergences.TotalVariation(p, q);
        return variation == 0 ? 0 : variation / (factor * Math.Sqrt(CloseDivergences.Of(p.Probabilities, q.Probabilities) / 2));
    }

    private static FiniteDistribution Coin(double heads) => FiniteDistribution.FromWeights(new StateSpace(2, 1), [1 - heads, heads]);

    private static FiniteDistribution Dirichlet(StateSpace space, double concentration, RandomStream random) =>
        FiniteDistribution.FromWeights(space, [.. Enumerable.Range(0, space.Count).Select(_ => Math.Max(Gamma.Sample(random, concentration, 1), 1e-300))]);
}
