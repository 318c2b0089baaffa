using Gmlm.Theory.Inequalities;
using Gmlm.Theory.Random;

namespace Gmlm.Reproduce.Claims.Inequalities;

/// <summary>Approximate tensorization of entropy, over blocks.</summary>
public sealed class EntropyTensorizationBound : ClaimExperiment
{
    public override Claim Claim => new(
        "entropy-tensorization", "B09", "Block-generalized approximate tensorization of entropy", Origin.Reconstructed,
        Source: "block-generalized approximate tensorization of entropy, our wording",
        Wording: "$\"KL\"(q || p) <= C_\"AT\" thin bb(E)_(K tilde p_K) bb(E)_(X_(-K) tilde q) \"KL\"(q(dot | X_(-K)) || p(dot "
            + "| X_(-K)))$ for every $q$. With masks that cover every position, a positive $p$ has such a constant, $C_\"AT\" "
            + "<= C_P log(1 \\/ p_* - 1) \\/ (1 - 2 p_*)$, $p_* = min_x p(x)$; for $k = N$ it is 1.",
        Method: "$C_\"AT\"$ is estimated from below: point masses, level sets and tilts of the slow eigenfunction, then "
            + "gradient ascent of the ratio with its analytic gradient from these and from random tilts. Two comparisons: "
            + "every $q$, the one found included, obeys the constant that is proved (logarithmic Sobolev constant of the "
            + "complete graph, Diaconis and Saloff-Coste 1996, with the Poincaré inequality for $sqrt(q \\/ p)$); and no fresh "
            + "$q$ (flat and peaked random tables, $p$ conditioned on one symbol, $p$ mixed with a point mass) beats the "
            + "estimate. The estimate is a lower one and reported as that. Ising, Potts ($q = 3$), random tables; masks of "
            + "every size and independent masks.",
        ControlMethod: "The false claim $C_\"AT\" <= C_P$: the clique with $N = 4$, $J = 1$, $h = 0.5$, $k < N$, with $C_P$ in the "
            + "place of both constants. There $C_\"AT\"$ is more than twice $C_P$.");

    public override ExperimentResult Execute(ExperimentContext context)
    {
        var (check, control) = Compare(context);
        return Decide(context, check, control,
        [
            .. ChainGrid.Cliques(ChainGrid.Couplings).Where(entry => entry.Size < 4).SelectMany(entry =>
            {
                var (p, masks) = (entry.Chain.Stationary, entry.Chain.Masks);
                return new[]
                {
                    Metric.Computed(
                        $"c-at.lower.{entry.Name}",
                        EntropyTensorization.LowerBound(
                            p,
                            masks,
                            context.Stream($"clique/{entry.Name}"),
                            context.Pick(EntropySearch.Small, EntropySearch.Medium, EntropySearch.Large)).Value,
                        relative: 1e-3),
                    Metric.Computed($"c-at.upper.{entry.Name}", EntropyTensorization.UpperBound(p, masks)),
                };
            }),
        ]);
    }

    private static (MarginParts Check, MarginParts Control) Compare(ExperimentContext context)
    {
        MarginParts Parts() => new(1e-6, "relative; a search stops short of its maximum by about this much");
        MarginParts check = Parts(), control = Parts();
        var random = context.Stream("entropy-tensorization");
        var instances = Instances.All(context);
        for (var i = 0; i < instances.Count; i++)
        {
            var instance = instances[i];
            foreach (var (name, masks) in MaskGrid.For(instance.Length))
            {
                var label = $"{instance.Name}, {name}";
                var estimate = EntropyTensorization.LowerBound(
                    instance.Truth, masks, random, context.Pick(EntropySearch.Small, EntropySearch.Medium, EntropySearch.Large));
                var proved = EntropyTensorization.UpperBound(instance.Truth, masks);
                var entropy = new BlockEntropy(instance.Truth, masks);
                double[] ratios = [entropy.Ratio(estimate.Maximizer), .. OtherDistributions(instance.Truth, random).Select(entropy.Ratio)];
                Add(check, ratios, estimate.Value, proved, label);
            }

            context.Report(0.9 * (i + 1) / instances.Count);
        }

        foreach (var (name, _, _, chain) in ChainGrid.Cliques([1], 0.5).Where(entry => entry.Size < 4))
        {
            var (p, masks) = (chain.Stationary, chain.Masks);
            var found = EntropyTensorization.LowerBound(p, masks, random, EntropySearch.Small).Maximizer;
            Add(control, [new BlockEntropy(p, masks).Ratio(found)], chain.PoincareConstant, chain.PoincareConstant, name);
        }

        return (check, control);
    }

    private static void Add(MarginParts parts, double[] ratios, double estimated, double proved, string label)
    {
        foreach (var ratio in ratios)
        {
            parts.AtMost("proved", ratio / proved, 1, label);
            parts.AtMost("searched", ratio / estimated, 1, label);
        }
    }

    private static IEnumerable<FiniteDistribution> OtherDistributions(FiniteDistribution p, RandomStream random)
    {
        var space = p.Space;
        foreach (var power in new[] { 0.3, 1, 4 })
        {
            yield return ChainGrid.Table(space, random, power);
        }

        for (var i = 0; i < space.Length; i++)
        {
            yield return FiniteDistribution.FromWeights(
                space, [.. Enumerable.Range(0, space.Count).Select(x => space.Symbol(x, i) == 1 ? p[x] : 0)]);
        }

        var state = (int)random.NextBelow((uint)space.Count);
        yield return FiniteDistribution.FromWeights(space, [.. Enumerable.Range(0, space.Count).Select(x => p[x] + (x == state ? 1 : 0))]);
    }
}
