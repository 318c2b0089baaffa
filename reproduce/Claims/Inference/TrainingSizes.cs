using Gmlm.Theory.Information;

namespace Gmlm.Reproduce.Claims.Inference;

/// <summary>Which mask sizes a decoder needs to have learned.</summary>
public sealed class TrainingSizes : ClaimExperiment
{
    private const double Noise = 0.3;

    public override Claim Claim => new(
        "training-sizes", "D21", "A schedule needs the masked losses at its own sizes, and no others", Origin.Beyond,
        Source: "our statement; from the information curve",
        Wording: "Let a decoder in random order in steps of $s_1, …, s_S$ positions use learned conditionals, and let $e_m$ be their mean "
            + "masked loss, a position, with $m$ positions hidden, in excess of the exact ones'. It loses the schedule's loss on the "
            + "information curve plus $sum_t s_t e_(m_t)$, with $m_t$ positions hidden before step $t$: no other number of hidden "
            + "positions matters.",
        Method: FormattableString.Invariant(
            $"Instances of at most five positions, conditionals with normal noise of {Noise} on the logits, every schedule: the mean of ")
            + "$\"KL\"(p || q)$ over all ordered partitions against the sum.",
        ControlMethod: "The mean of $e_m$ over all $m$, the any-order loss, in the place of each $e_(m_t)$.");

    public override ExperimentResult Execute(ExperimentContext context)
    {
        var (check, control) = (Parts(), Parts());
        var random = context.Stream("training-sizes");
        var (most, schedules) = (0.0, 0);
        foreach (var instance in Instances.All(context).Where(instance => instance.Length <= 5))
        {
            var (p, length) = (instance.Truth, instance.Length);
            var exact = AnyOrderConditionals.Of(p);
            var learned = exact.Perturbed(random, Noise);
            double[] excess = [0, .. Enumerable.Range(1, length).Select(size => learned.Loss(p, size) - exact.Loss(p, size))];
            var average = excess.Skip(1).Average();
            var curve = InformationCurve.Of(p);
            foreach (var sizes in Schedules.All(length))
            {
                var name = $"{instance.Name}, sizes {string.Join(' ', sizes)}";
                var loss = PartitionDecoding.All(length, sizes).Average(partition => Loss(p, learned.LogOutput(partition)));
                var (predicted, hidden) = (curve.Loss(sizes), length);
                foreach (var size in sizes)
                {
                    predicted += size * excess[hidden];
                    hidden -= size;
                }

                var careless = curve.Loss(sizes) + (length * average);
                check.Equal("loss", loss, predicted, name);
                control.Equal("loss", loss, careless, name);
                most = Math.Max(most, Math.Abs(loss - careless));
                schedules++;
            }

            context.Report(0.5);
        }

        return Decide(
            context,
            check.Outcome(),
            control.Outcome(),
            [Metric.Computed("schedules", schedules), Metric.Computed("any-order-misses-by", most, "nats"), .. check.Metrics()]);
    }

    // KL(p ‖ e^logs).
    private static double Loss(FiniteDistribution p, double[] logs)
    {
        var loss = 0.0;
        for (var x = 0; x < logs.Length; x++)
        {
            loss += p[x] > 0 ? p[x] * (Math.Log(p[x]) - logs[x]) : 0;
        }

        return loss;
    }

    private static MarginParts Parts() => new(1e-10, "rounding of sums of logarithms of size 10");
}
