using Gmlm.Theory.Information;

namespace Gmlm.Reproduce.Claims.Inference;

/// <summary>What is lost when a rule chooses the positions by how sure they are.</summary>
public sealed class EntropyBoundedSteps : ClaimExperiment
{
    private const double NearlyCopies = 4; // the coupling of two spins, which then differ with probability e⁻⁸

    private static readonly double[] Bounds = [0, 0.05, 0.2, 0.5, 1];

    public override Claim Claim => new(
        "entropy-bounded-steps", "D17", "Entropies bound what a step loses, whatever chooses its positions", Origin.Literature,
        Source: "Ben-Hamu et al. 2025 (EB-Sampler), from the abstract; our wording",
        Wording: "Let a rule choose the set $U$ of the positions that a step decodes by what is visible, $x_V$, each position drawn from "
            + "its exact conditional. Then $\"KL\"(p || q) <= bb(E) sum_t (sum_U H(X_i | x_V) - max_U H(X_i | x_V))$; and if the rule "
            + "keeps each bracket at most $gamma$, $\"KL\" <= gamma dot bb(E)[\"steps\"]$.",
        Method: "Every sequence followed through the decoder, for the rule that keeps the bracket within $gamma$, for thresholds of "
            + "confidence, and for the surest one, two and all positions at a time. `loss.…` and `steps.…` are means over the instances.",
        ControlMethod: "Nine tenths of the bound by the bracket, also on two spins that are nearly copies, where the bound is attained; "
            + "and for the second part all positions at once.");

    public override ExperimentResult Execute(ExperimentContext context)
    {
        var (check, control) = (Parts(), Parts());
        var instances = Instances.Distributions(context).Where(instance => instance.Length <= 5).ToArray();
        var bounded = Bounds.Select(_ => new List<AdaptiveDecoding>()).ToArray();
        foreach (var (instance, n) in instances.Select((instance, n) => (instance, n)))
        {
            foreach (var (name, rule) in Rules())
            {
                var decoded = AdaptiveDecoding.Of(instance.Truth, rule);
                check.AtMost("bracket", decoded.Loss, decoded.Bracket, $"{instance.Name}, {name}");
                control.AtMost("bracket", decoded.Loss, 0.9 * decoded.Bracket, $"{instance.Name}, {name}");
            }

            for (var i = 0; i < Bounds.Length; i++)
            {
                var decoded = AdaptiveDecoding.Of(instance.Truth, DecodingRules.EntropyBound(Bounds[i]));
                bounded[i].Add(decoded);
                var name = FormattableString.Invariant($"{instance.Name}, γ = {Bounds[i]}");
                check.AtMost("budget", decoded.Loss, Bounds[i] * decoded.Steps, name);
                control.AtMost("budget", AdaptiveDecoding.Of(instance.Truth, DecodingRules.All).Loss, Bounds[i], name);
            }

            context.Report((n + 1.0) / instances.Length);
            context.Cancellation.ThrowIfCancellationRequested();
        }

        var copies = AdaptiveDecoding.Of(Ising.Clique(2, 2, NearlyCopies, 0).Distribution(), DecodingRules.All);
        control.AtMost("bracket", copies.Loss, 0.9 * copies.Bracket, "two spins that are nearly copies");
        return Decide(context, check.Outcome(), control.Outcome(),
        [
            .. Bounds.SelectMany((bound, i) => new[]
            {
                Metric.Computed(
                    FormattableString.Invariant($"loss.g{bound}"),
                    bounded[i].Average(decoded => decoded.Loss),
                    "nats",
                    bound == 0 ? null : 1e-6),
                Metric.Computed(FormattableString.Invariant($"steps.g{bound}"), bounded[i].Average(decoded => decoded.Steps), "steps"),
            }),
            .. check.Metrics(),
        ]);
    }

    private static IEnumerable<(string Name, Func<DecodingView, int> Rule)> Rules() =>
    [
        .. Bounds.Select(bound => (FormattableString.Invariant($"γ = {bound}"), DecodingRules.EntropyBound(bound))),
        .. new[] { 0.6, 0.8, 0.95 }.Select(
            threshold => (FormattableString.Invariant($"τ = {threshold}"), DecodingRules.Threshold(threshold))),
        ("the surest", DecodingRules.Surest(1)), ("the two surest", DecodingRules.Surest(2)), ("all", DecodingRules.All),
    ];

    private static MarginParts Parts() => new(1e-10, "rounding of sums of entropies of size 5");
}
