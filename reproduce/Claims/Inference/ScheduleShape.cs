using Gmlm.Theory.Information;

namespace Gmlm.Reproduce.Claims.Inference;

/// <summary>Schedules that rise slowly lose little, whatever the distribution.</summary>
public sealed class ScheduleShape : ClaimExperiment
{
    public override Claim Claim => new(
        "schedule-shape", "D15", "Sizes that rise slowly bound the loss", Origin.Beyond,
        Source: "our statement, on the information curve",
        Wording: "Let the sizes of a schedule begin with 1, never fall, and rise each time by at most $eta$ times the positions decoded "
            + "since the last rise. Random-order decoding then loses at most $eta dot \"DTC\"$; with the sizes "
            + "in the opposite order at most $eta dot \"TC\"$.",
        Method: "Every such schedule of up to eight positions (fewer for larger alphabets), on Ising models, Potts models and tables, "
            + "also with rare states and with zeros; "
            + "$eta$ is the schedule's own.",
        ControlMethod: "The two constants exchanged.");

    public override ExperimentResult Execute(ExperimentContext context)
    {
        var (check, control) = (Parts(), Parts());
        var models = Models(context);
        foreach (var ((name, p), i) in models.Select((model, i) => (model, i)))
        {
            var curve = InformationCurve.Of(p);
            foreach (var sizes in Schedules.All(p.Space.Length))
            {
                if (Schedules.Steepness(sizes) is not { } steepness)
                {
                    continue;
                }

                var instance = $"{name}, sizes {string.Join(' ', sizes)}";
                int[] falling = [.. sizes.Reverse()];
                check.AtMost("rising", curve.Loss(sizes), steepness * curve.DualTotalCorrelation, instance);
                check.AtMost("falling", curve.Loss(falling), steepness * curve.TotalCorrelation, instance);
                control.AtMost("rising", curve.Loss(sizes), steepness * curve.TotalCorrelation, instance);
                control.AtMost("falling", curve.Loss(falling), steepness * curve.DualTotalCorrelation, instance);
            }

            context.Report((i + 1.0) / models.Length);
            context.Cancellation.ThrowIfCancellationRequested();
        }

        return Decide(context, check.Outcome(), control.Outcome(), check.Metrics());
    }

    private static (string Name, FiniteDistribution P)[] Models(ExperimentContext context) =>
    [
        .. Instances.Distributions(context).Select(instance => (instance.Name, instance.Truth)),
        ("noisy parity N=5", Parity(5, 0.01)),
        .. from length in context.Pick<int[]>([7], [7, 8], [7, 8])
           from coupling in new[] { 0.05, 0.2, 0.5, 1 }
           from field in new[] { 0.0, 0.5 }
           select (
               FormattableString.Invariant($"Ising clique N={length} J={coupling} h={field}"),
               Ising.Clique(length, length, coupling, field).Distribution()),
    ];

    /// <summary>Bits, states with an odd number of ones less likely by a factor: nearly all of the dependence is dual.</summary>
    private static FiniteDistribution Parity(int length, double odd) => FiniteDistribution.FromWeights(
        new StateSpace(2, length), [.. Enumerable.Range(0, 1 << length).Select(x => int.PopCount(x) % 2 == 0 ? 1 : odd)]);

    private static MarginParts Parts() => new(1e-10, "rounding of sums of entropies of size 5");
}
