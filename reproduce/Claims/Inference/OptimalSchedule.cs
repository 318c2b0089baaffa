using Gmlm.Theory.Information;

namespace Gmlm.Reproduce.Claims.Inference;

/// <summary>The schedule of the least loss, found without trying all.</summary>
public sealed class OptimalSchedule : ClaimExperiment
{
    private const int Longest = 8;

    public override Claim Claim => new(
        "optimal-schedule", "D16", "The best schedule follows from the curve", Origin.Beyond,
        Source: "our statement; dynamic programming",
        Wording: "Of all schedules of $S$ steps, the one of the least loss in random order is found "
            + "from the information curve in $O(S N^2)$ steps.",
        Method: "Dynamic programming against the least loss over all schedules of as many steps, for every $S$, on models of up to "
            + $"{Longest} positions. `gain.…` is by how much equal sizes and the cosine schedule lose more, at most over the models, in "
            + "nats.",
        ControlMethod: "The cosine schedule in place of the best one.");

    public override ExperimentResult Execute(ExperimentContext context)
    {
        var (check, control) = (Parts(), Parts());
        var (linear, cosine) = (0.0, 0.0);
        var models = Instances.Distributions(context).Select(instance => (instance.Name, instance.Truth)).Concat(
            new[] { 0.05, 0.3, 0.8 }.Select(coupling =>
                (
                    FormattableString.Invariant($"Ising clique N={Longest} J={coupling}"),
                    Ising.Clique(Longest, Longest, coupling, 0).Distribution()))).ToArray();
        foreach (var ((name, p), i) in models.Select((model, i) => (model, i)))
        {
            var curve = InformationCurve.Of(p);
            foreach (var schedules in Schedules.All(p.Space.Length).GroupBy(sizes => sizes.Length))
            {
                var (instance, least) = ($"{name}, S = {schedules.Key}", schedules.Min(curve.Loss));
                check.Equal("least", least, curve.Loss(curve.Optimal(schedules.Key)), instance);
                var rounded = Schedules.Cosine(p.Space.Length, schedules.Key);
                if (rounded.All(size => size > 0))
                {
                    control.Equal("least", least, curve.Loss(rounded), instance);
                    cosine = Math.Max(cosine, curve.Loss(rounded) - least);
                }

                linear = Math.Max(linear, curve.Loss(Schedules.Linear(p.Space.Length, schedules.Key)) - least);
            }

            context.Report((i + 1.0) / models.Length);
            context.Cancellation.ThrowIfCancellationRequested();
        }

        return Decide(context, check.Outcome(), control.Outcome(),
            [Metric.Computed("gain.linear", linear, "nats"), Metric.Computed("gain.cosine", cosine, "nats"), .. check.Metrics()]);
    }

    private static MarginParts Parts() => new(1e-10, "rounding of sums of entropies of size 5");
}
