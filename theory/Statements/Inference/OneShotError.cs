using Gmlm.Theory.Distributions;
using Gmlm.Theory.Information;

namespace Gmlm.Theory.Statements.Inference;

/// <summary>The price of decoding in few steps: the conditional total correlations of the sets that are predicted together.</summary>
public sealed class OneShotError : Statement
{
    /// <inheritdoc/>
    public override string Id => "one-shot-error";

    /// <inheritdoc/>
    public override string Title => "What decoding in S parallel steps loses";

    /// <inheritdoc/>
    public override string Order => "D10";

    /// <inheritdoc/>
    public override Origin Origin => Origin.Beyond;

    /// <inheritdoc/>
    public override string Source => "chain rule of the Kullback-Leibler divergence";

    /// <inheritdoc/>
    public override string Wording =>
        "Drawing all $N$ positions at once from the marginals of $p$ loses $\"KL\"(p || product_i p_i) = \"TC\"(p)$. Decoding in $S$ steps over a partition $K_1, …, K_S$, each position of $K_s$ "
        + "from $p(x_i | x_(K_1 union … union K_(s-1)))$, loses $sum_s \"TC\"(X_(K_s) | X_(K_1 union … union K_(s-1)))$; splitting a step never loses more, and $S = N$ loses nothing.";

    /// <inheritdoc/>
    public override string Method =>
        "The law of the decoder by enumeration, its divergence from $p$ against the sum of conditional total correlations from entropies of marginals, over random ordered partitions into every number of steps; "
        + "splitting one step of each at random. `loss.….s` is the exact average over all ordered partitions into $S$ parts as equal as can be (for a clique all are alike); at $N = 100$ and 200 it comes from the "
        + "clique's symmetry, with $J = c \\/ N$, $c = 0.8$ and $1.5$: below and above the coupling from which two modes appear.";

    /// <inheritdoc/>
    public override string ControlMethod => "A decoder whose later steps do not see what the earlier ones drew.";

    /// <inheritdoc/>
    public override StatementReport Check(StatementScope scope)
    {
        var check = Compare(scope, blind: false);
        scope.Report(0.5);
        var control = Compare(scope, blind: true);
        scope.Report(0.8);
        var quantities = Curves().Concat(LargeCliques()).Concat(check.Quantities()).ToArray();
        scope.Report(1);
        return new StatementReport(check.Outcome(), control.Outcome(), quantities);
    }

    private static MarginParts Compare(StatementScope scope, bool blind)
    {
        var parts = new MarginParts(1e-10, "rounding of differences of entropies of size 5");
        var random = scope.Stream("one-shot-error");
        foreach (var instance in Instances.All(scope))
        {
            for (var steps = 1; steps <= instance.Length; steps++)
            {
                var partition = PartitionDecoding.Random(random, instance.Length, steps);
                var name = $"{instance.Name}, {string.Join('|', partition)}";
                var divergence = Divergences.KullbackLeibler(instance.Truth, PartitionDecoding.Law(instance.Truth, partition, blind));
                parts.Equal("identity", PartitionDecoding.Loss(instance.Truth, partition), divergence, name);
                if (steps == 1)
                {
                    parts.Equal("one-shot", Divergences.TotalCorrelation(instance.Truth), divergence, name);
                }
                else if (steps == instance.Length)
                {
                    parts.Equal("one-by-one", 0, divergence, name);
                }

                if (PartitionDecoding.Split(random, partition) is { } finer)
                {
                    parts.AtMost("splitting", Divergences.KullbackLeibler(instance.Truth, PartitionDecoding.Law(instance.Truth, finer, blind)), PartitionDecoding.Loss(instance.Truth, partition), $"{name} split to {string.Join('|', finer)}");
                }
            }

            scope.Cancellation.ThrowIfCancellationRequested();
        }

        return parts;
    }

    private static IEnumerable<Quantity> Curves()
    {
        foreach (var (name, p) in new[]
        {
            ("clique6-j0.3", Ising.Clique(6, 6, 0.3, 0).Distribution()),
            ("clique6-j1", Ising.Clique(6, 6, 1, 0).Distribution()),
            ("chain6-j1", Chain(6, 1).Distribution()),
        })
        {
            for (var steps = 1; steps <= p.Space.Length; steps++)
            {
                // S = N loses nothing: what is computed there is rounding.
                yield return new Quantity($"loss.{name}.s{steps}", PartitionDecoding.MeanLoss(p, steps), "nats", RelativeTolerance: steps == p.Space.Length ? null : 1e-6);
            }
        }
    }

    private static IEnumerable<Quantity> LargeCliques()
    {
        foreach (var length in new[] { 100, 200 })
        {
            foreach (var strength in new[] { 0.8, 1.5 })
            {
                var clique = new CliqueEntropies(length, strength / length, 0);
                foreach (var steps in new[] { 1, 2, 3, 5, 10, 20, 50, 100 }.Where(steps => steps < length))
                {
                    yield return new Quantity($"loss.clique{length}-c{CliqueModels.Number(strength)}.s{steps}", clique.DecodingLoss(steps), "nats");
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
