using Gmlm.Theory.Information;

namespace Gmlm.Reproduce.Claims.Inference;

/// <summary>What random-order decoding in blocks loses, from a curve of N numbers.</summary>
public sealed class InformationCurveLoss : ClaimExperiment
{
    public override Claim Claim => new(
        "information-curve", "D14", "One curve says what random-order decoding loses", Origin.Literature,
        Source: "Chen, Cong and Li 2025, from the abstract; our wording",
        Wording: "Let $h_j$ be the mean of $H(X_i | X_S)$ over sets $S$ of $j - 1$ positions and $i in.not S$. Decoding in random order in "
            + "blocks of sizes $s_1, …, s_S$, each position of a block from its exact conditional, loses $bb(E) \"KL\" = sum_t sum_(j in "
            + "\"block\" t) (h_(\"first\"(t)) - h_j)$, and so at most $(max_t s_t - 1) \\/ N dot (\"TC\" + \"DTC\")$, with the total "
            + "correlation $\"TC\" = sum_j (h_1 - h_j)$ and the dual total correlation $\"DTC\" = sum_j (h_j - h_N)$.",
        Method: "Every schedule of every instance of at most five positions, rare states of $10^(-12)$ among them: the "
            + "curve's value against the mean of $\"KL\"(p || q)$ over "
            + "all orders, with $q$ the enumerated law of the decoder's output. `loss.…` compares "
            + "schedules of ten steps on a clique of 200 spins.",
        ControlMethod: "A bound without the dual total correlation, and the curve read from its end.");

    public override ExperimentResult Execute(ExperimentContext context)
    {
        var (check, control) = (Parts(), Parts());
        var instances = Instances.Distributions(context, zeros: false).Where(instance => instance.Length <= 5).ToArray();
        foreach (var (instance, i) in instances.Select((instance, i) => (instance, i)))
        {
            var curve = InformationCurve.Of(instance.Truth);
            foreach (var sizes in Schedules.All(instance.Length))
            {
                var name = $"{instance.Name}, sizes {string.Join(' ', sizes)}";
                var loss = MeanLoss(instance.Truth, sizes);
                check.Equal("curve", loss, curve.Loss(sizes), name);
                control.Equal("curve", loss, curve.Loss([.. sizes.Reverse()]), name);
                var share = (sizes.Max() - 1) / (double)instance.Length;
                check.AtMost("bound", loss, share * (curve.TotalCorrelation + curve.DualTotalCorrelation), name);
                control.AtMost("bound", loss, share * curve.TotalCorrelation, name);
            }

            context.Report((i + 1.0) / instances.Length);
            context.Cancellation.ThrowIfCancellationRequested();
        }

        return Decide(context, check.Outcome(), control.Outcome(), [.. Large(), .. check.Metrics()]);
    }

    // The mean over all orders of the divergence of the decoder's output, by enumeration.
    private static double MeanLoss(FiniteDistribution p, int[] sizes)
    {
        var (sum, count) = (0.0, 0);
        foreach (var partition in Partitions(p.Space.Everything, sizes, 0))
        {
            sum += Divergences.KullbackLeibler(p, PartitionDecoding.Distribution(p, partition, blind: false));
            count++;
        }

        return sum / count;
    }

    // All ordered partitions of a set of positions into blocks of these sizes, from the given one on.
    private static IEnumerable<int[]> Partitions(int left, int[] sizes, int from)
    {
        if (from == sizes.Length)
        {
            yield return [];
            yield break;
        }

        for (var block = left; block > 0; block = (block - 1) & left)
        {
            if (int.PopCount(block) == sizes[from])
            {
                foreach (var rest in Partitions(left & ~block, sizes, from + 1))
                {
                    yield return [block, .. rest];
                }
            }
        }
    }

    private static IEnumerable<Metric> Large()
    {
        const int Spins = 200, Steps = 10;
        var curve = InformationCurve.Of(new CliqueEntropies(Spins, 1.5 / Spins, 0));
        yield return Metric.Computed("loss.n200-c1.5.linear", curve.Loss(Schedules.Linear(Spins, Steps)), "nats");
        yield return Metric.Computed("loss.n200-c1.5.cosine", curve.Loss(Schedules.Cosine(Spins, Steps)), "nats");
        yield return Metric.Computed("loss.n200-c1.5.optimal", curve.Loss(curve.Optimal(Steps)), "nats");
    }

    private static MarginParts Parts() => new(1e-10, "rounding of sums of entropies of size 5");
}
