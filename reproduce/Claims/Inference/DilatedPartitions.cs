using Gmlm.Theory.Information;

namespace Gmlm.Reproduce.Claims.Inference;

/// <summary>Which positions should be written together.</summary>
public sealed class DilatedPartitions : ClaimExperiment
{
    private static readonly double[] Couplings = [0.2, 0.5, 1, 1.5];

    public override Claim Claim => new(
        "dilated-partitions", "D24", "Positions that are far apart are best written together, where dependence is local", Origin.Beyond,
        Source: "our statement; cf. Luxembourg et al. 2025",
        Wording: "Among ordered partitions into $S$ blocks the decoder that loses least is the one of the least sum of conditional total "
            + "correlations. In a chain, where neighbours depend on one another, every $S$-th position together (a dilated partition) "
            + "loses less than neighbours together.",
        Method: "All ordered partitions into blocks of equal size of Ising chains of up to eight spins: the loss by enumeration of the "
            + "output against the sum, the best of both, and dilated against contiguous blocks. `loss.…` are those of $N = 8$, $S = 2$.",
        ControlMethod: "The largest sum in the place of the least; sums of total correlations that ignore what is visible; and spins "
            + "that agree with the one half a sequence away, for which dilated blocks are worse.");

    public override ExperimentResult Execute(ExperimentContext context)
    {
        var (check, control) = (Parts(), Parts());
        var metrics = new List<Metric>();
        var shapes = context.Pick<(int, int)[]>(
            [(4, 2), (6, 3)], [(4, 2), (6, 2), (6, 3), (8, 2)], [(4, 2), (6, 2), (6, 3), (8, 2), (8, 4)]);
        foreach (var (length, steps) in shapes)
        {
            int[] sizes = [.. Enumerable.Repeat(length / steps, steps)];
            int[] dilated = [.. Enumerable.Range(0, steps).Select(s => Mask(length, i => i % steps == s))];
            int[] contiguous = [.. Enumerable.Range(0, steps).Select(s => Mask(length, i => i / (length / steps) == s))];
            foreach (var coupling in Couplings)
            {
                var (chain, pairs) = (Chain(length, coupling, 1), Chain(length, coupling, length / 2));
                var name = FormattableString.Invariant($"N = {length}, S = {steps}, J = {coupling}");
                int[][] partitions = [.. PartitionDecoding.All(length, sizes)];
                foreach (var p in new[] { chain, pairs })
                {
                    double[] losses =
                    [
                        .. partitions.Select(each =>
                            Divergences.KullbackLeibler(p, PartitionDecoding.Distribution(p, each, blind: false))),
                    ];
                    double[] sums = [.. partitions.Select(each => PartitionDecoding.Loss(p, each))];
                    check.Equal("best", losses.Min(), losses[Array.IndexOf(sums, sums.Min())], name);
                    control.Equal("best", losses.Min(), losses[Array.IndexOf(sums, sums.Max())], name);
                    check.Equal("sum", losses[0], sums[0], name);
                    control.Equal(
                        "sum", losses[0], partitions[0].Sum(block => Divergences.ConditionalTotalCorrelation(p, block, 0)), name);
                }

                var (apart, together) = (PartitionDecoding.Loss(chain, dilated), PartitionDecoding.Loss(chain, contiguous));
                check.AtMost("dilated", apart, together, name);
                control.AtMost("dilated", PartitionDecoding.Loss(pairs, dilated), PartitionDecoding.Loss(pairs, contiguous), name);
                if ((length, steps) == (8, 2))
                {
                    metrics.Add(Metric.Computed(FormattableString.Invariant($"loss.dilated.j{coupling}"), apart, "nats"));
                    metrics.Add(Metric.Computed(FormattableString.Invariant($"loss.contiguous.j{coupling}"), together, "nats"));
                }
            }

            context.Report(0.5);
        }

        return Decide(context, check.Outcome(), control.Outcome(), [.. metrics, .. check.Metrics()]);
    }

    private static int Mask(int length, Func<int, bool> holds) => Enumerable.Range(0, length).Where(holds).Sum(i => 1 << i);

    // Every spin is coupled with the one so many positions behind it.
    private static FiniteDistribution Chain(int length, double coupling, int distance)
    {
        var couplings = new double[length, length];
        for (var i = 0; i + distance < length; i++)
        {
            couplings[i, i + distance] = couplings[i + distance, i] = coupling;
        }

        return new Ising(new double[length], couplings).Distribution();
    }

    private static MarginParts Parts() => new(1e-10, "rounding of entropies of size 5");
}
