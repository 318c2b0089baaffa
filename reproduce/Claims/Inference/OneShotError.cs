using Gmlm.Theory.Information;

namespace Gmlm.Reproduce.Claims.Inference;

/// <summary>The price of decoding in few steps: the conditional total correlations of the sets that are predicted together.</summary>
public sealed class OneShotError : ClaimExperiment
{
    public override Claim Claim => new(
        "one-shot-error", "D10", "What decoding in S parallel steps loses", Origin.Beyond,
        Source: "chain rule of the Kullback-Leibler divergence",
        Wording: "Drawing all $N$ positions at once from the marginals of $p$ loses $\"KL\"(p || product_i p_i) = \"TC\"(p)$. "
            + "Decoding in $S$ steps over a partition $K_1, …, K_S$, each position of $K_s$ from $p(x_i | x_(K_1 union … union "
            + "K_(s-1)))$, loses $sum_s \"TC\"(X_(K_s) | X_(K_1 union … union K_(s-1)))$; splitting a step never loses more, "
            + "and $S = N$ loses nothing.",
        Method: "The distribution of the decoder by enumeration, its divergence from $p$ against the sum of conditional total "
            + "correlations from entropies of marginals, over random ordered partitions into every number of steps; splitting "
            + "one step of each at random. `loss.….s` is the exact average over all ordered partitions into $S$ parts as equal "
            + "as can be (for a clique all are alike); at $N = 100$ and 200 it comes from the clique's symmetry, with $J = c "
            + "\\/ N$, $c = 0.8$ and $1.5$: below and above the coupling from which two modes appear.",
        ControlMethod: "A decoder whose later steps do not see what the earlier ones drew.");

    public override ExperimentResult Execute(ExperimentContext context) =>
        Decide(context, () => Compare(context, blind: false), () => Compare(context, blind: true), Curves().Concat(LargeCliques()));

    private static MarginParts Compare(ExperimentContext context, bool blind)
    {
        var parts = new MarginParts(1e-10, "rounding of differences of entropies of size 5");
        var random = context.Stream("one-shot-error");
        foreach (var instance in Instances.Distributions(context, zeros: false))
        {
            for (var steps = 1; steps <= instance.Length; steps++)
            {
                var partition = PartitionDecoding.Random(random, instance.Length, steps);
                var name = $"{instance.Name}, {string.Join('|', partition)}";
                var divergence = Divergences.KullbackLeibler(
                    instance.Truth, PartitionDecoding.Distribution(instance.Truth, partition, blind));
                parts.Equal("identity", PartitionDecoding.Loss(instance.Truth, partition), divergence, name);
                if (steps == instance.Length)
                {
                    parts.Equal("one-by-one", 0, divergence, name);
                }

                if (PartitionDecoding.Split(random, partition) is { } finer)
                {
                    parts.AtMost(
                        "splitting",
                        Divergences.KullbackLeibler(instance.Truth, PartitionDecoding.Distribution(instance.Truth, finer, blind)),
                        PartitionDecoding.Loss(instance.Truth, partition),
                        $"{name} split to {string.Join('|', finer)}");
                }
            }

            context.Cancellation.ThrowIfCancellationRequested();
        }

        return parts;
    }

    private static IEnumerable<Metric> Curves()
    {
        foreach (var (name, label, p) in new[]
        {
            ("clique6-j0.3", "clique, J = 0.3", Ising.Clique(6, 6, 0.3, 0).Distribution()),
            ("clique6-j1", "clique, J = 1", Ising.Clique(6, 6, 1, 0).Distribution()),
            ("chain6-j1", "chain, J = 1", Chain(6, 1).Distribution()),
        })
        {
            for (var steps = 1; steps < p.Space.Length; steps++)
            {
                yield return Metric.Computed($"loss.{name}.s{steps}", PartitionDecoding.MeanLoss(p, steps), "nats")
                    .On("loss", label, steps);
            }

            // S = N loses nothing: the value computed there is rounding noise, and stands on no curve.
            yield return Metric.Shown($"loss.{name}.s{p.Space.Length}", PartitionDecoding.MeanLoss(p, p.Space.Length), "nats");
        }
    }

    private static IEnumerable<Metric> LargeCliques()
    {
        foreach (var length in new[] { 100, 200 })
        {
            foreach (var strength in new[] { 0.8, 1.5 })
            {
                var clique = new CliqueEntropies(length, strength / length, 0);
                foreach (var steps in new[] { 1, 2, 3, 5, 10, 20, 50, 100 }.Where(steps => steps < length))
                {
                    var c = Format.Number(strength);
                    yield return Metric.Computed($"loss.clique{length}-c{c}.s{steps}", clique.DecodingLoss(steps), "nats")
                        .On("loss-large", $"N = {length}, c = {c}", steps);
                }
            }
        }
    }

    private static Ising Chain(int length, double coupling)
    {
        var couplings = new double[length, length];
        for (var i = 1; i < length; i++)
        {
            couplings[i - 1, i] = couplings[i, i - 1] = coupling;
        }

        return new Ising(new double[length], couplings);
    }
}
