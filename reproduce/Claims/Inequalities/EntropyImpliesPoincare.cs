using Gmlm.Theory.Chains;
using Gmlm.Theory.Inequalities;
using Gmlm.Theory.Random;
using MathNet.Numerics.Distributions;

namespace Gmlm.Reproduce.Claims.Inequalities;

/// <summary>Tensorization of entropy implies the Poincaré inequality, which is its limit close to p.</summary>
public sealed class EntropyImpliesPoincare : ClaimExperiment
{
    private const double Step = 1e-4;

    public override Claim Claim => new(
        "entropy-implies-poincare", "B11", "Tensorization of entropy implies a Poincaré inequality", Origin.Literature,
        Source: "linearisation of entropy at p (Caputo, Menz and Tetali 2015)",
        Wording: "$C_\"AT\" >= C_P$: with $q = p (1 + epsilon g)$ and $epsilon -> 0$ the two sides of the tensorization are "
            + "$epsilon^2 \\/ 2$ times $op(\"Var\")_p (g)$ and $cal(E)(g, g)$.",
        Method: "The search's lower estimate of $C_\"AT\"$ is at least $C_P$, which comes from the eigen-decomposition; and "
            + "the better of the tilts $q = p (1 plus.minus epsilon f)$ along the slow eigenfunction, $epsilon max |f| = "
            + "10^(-4)$, has the ratio $C_P$ up to a relative $2 dot 10^(-4)$. Ising, Potts ($q = 3$), random tables. "
            + "Reported: estimate over $C_P$ on the clique with $N = 4$, $k < 4$, without a field and with $h = 0.5$.",
        ControlMethod: "No search, and the tilt along a random function in the place of the slow eigenfunction.");

    public override ExperimentResult Execute(ExperimentContext context)
    {
        var random = context.Stream("entropy-implies-poincare");
        var check = Compare(context, chain =>
        {
            var estimate = EntropyTensorization.LowerBound(chain.Stationary, chain.Masks, random, EntropySearch.Small);
            return (estimate.Value, estimate.Tilted);
        });
        context.Report(0.7);
        var control = Compare(context, chain =>
        {
            var ratio = Tilt(chain, random);
            return (ratio, ratio);
        });
        return Decide(context, check.Outcome(), control.Outcome(),
        [
            .. ChainGrid.Cliques(ChainGrid.Couplings)
                .Concat(ChainGrid.Cliques(ChainGrid.Couplings, 0.5))
                .Where(entry => entry.Size < 4)
                .Select(entry =>
                    Metric.Computed(
                        $"c-at-over-c-p.{entry.Name}",
                        EntropyTensorization.LowerBound(
                            entry.Chain.Stationary,
                            entry.Chain.Masks,
                            context.Stream($"clique/{entry.Name}"),
                            context.Pick(
                                EntropySearch.Small, EntropySearch.Medium, EntropySearch.Large)).Value * entry.Chain.SpectralGap,
                        relative: 1e-3)),
        ]);
    }

    private static MarginParts Compare(ExperimentContext context, Func<BlockDynamics, (double Estimate, double Tilted)> measure)
    {
        var parts = new MarginParts(1e-6, "relative; second order of the tilt, 1e-8, and rounding of divergences of 1e-9 and more");
        foreach (var (name, chain) in ChainGrid.All(context))
        {
            var (estimate, tilted) = measure(chain);
            parts.AtMost("estimate", 1, estimate / chain.PoincareConstant, name);
            parts.AtMost("linearised", Math.Abs((tilted / chain.PoincareConstant) - 1), 2 * Step, name);
            context.Cancellation.ThrowIfCancellationRequested();
        }

        return parts;
    }

    private static double Tilt(BlockDynamics chain, RandomStream random)
    {
        var p = chain.Stationary;
        double[] f = [.. Enumerable.Range(0, p.Space.Count).Select(_ => Normal.Sample(random, 0, 1))];
        var mean = p.Expect(f);
        var step = Step / f.Max(value => Math.Abs(value - mean));
        return new BlockEntropy(p, chain.Masks)
            .Ratio(FiniteDistribution.FromWeights(p.Space, [.. f.Select((value, x) => p[x] * (1 + (step * (value - mean))))]));
    }
}
