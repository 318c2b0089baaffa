using Gmlm.Theory.Inequalities;
using Gmlm.Theory.Random;

namespace Gmlm.Reproduce.Claims.Inequalities;

/// <summary>Independent positions: entropy tensorizes with the constant of Shearer's inequality.</summary>
public sealed class EntropyProduct : ClaimExperiment
{
    public override Claim Claim => new(
        "entropy-product", "B10", "Tensorization of entropy for products", Origin.Literature,
        Source: "Han 1978; Shearer's inequality (Chung, Graham, Frankl and Shearer 1986)",
        Wording: "If $p$ is a product of marginals none of which is concentrated on a single symbol, then $C_\"AT\" = N \\/ k$ for "
            + "uniform masks of size $k$; for any $p_K$ it is $1 \\/ min_i bb(P)(i in K)$.",
        Method: "Products of random marginals from even to peaked, masks of every size and random mask distributions. No $q$ "
            + "exceeds the constant: random tables, and the $q$ of a gradient search for the largest ratio. And it is "
            + "attained: by $p$ conditioned on one symbol at the position masked least.",
        ControlMethod: "The cliques with $N = 4$, $J = 0.05$ and $0.3$, with the constant of a product; for random tables half of it.");

    public override ExperimentResult Execute(ExperimentContext context) => Decide(
        context,
        () => Compare(context, ChainGrid.Products(context, "entropy-product"), share: 1),
        () => Compare(context, [.. Instances.Cliques().Select(instance => (instance.Name, instance.Truth))], share: 0.5));

    // The share of the constant that random tables may reach.
    private static MarginParts Compare(ExperimentContext context, IReadOnlyList<(string Name, FiniteDistribution P)> cases, double share)
    {
        var parts = new MarginParts(
            1e-7, "relative; close to p, at densities 1 + ε with ε of 1e-8 and more, a ratio of divergences has the rounding of 1e-16 / ε");
        var random = context.Stream("entropy-product/search");
        foreach (var (name, p) in cases)
        {
            foreach (var (kind, masks) in MaskGrid.For(p.Space.Length).Append(("random masks", Covering(p.Space.Length, random))))
            {
                var entropy = new BlockEntropy(p, masks);
                var constant = EntropyTensorization.OfProduct(masks);
                foreach (var power in new[] { 0.3, 1, 4 })
                {
                    parts.AtMost("random", entropy.Ratio(ChainGrid.Table(p.Space, random, power)) / constant, share, $"{name}, {kind}");
                }

                parts.AtMost(
                    "searched",
                    EntropyTensorization.LowerBound(p, masks, random, EntropySearch.Small).Value / constant,
                    1,
                    $"{name}, {kind}");
                parts.Equal("attained", 1, entropy.Ratio(OneSymbol(p, masks)) / constant, $"{name}, {kind}");
            }

            context.Cancellation.ThrowIfCancellationRequested();
        }

        return parts;
    }

    // Every position has a positive probability of being masked, since otherwise no constant is finite.
    private static MaskDistribution Covering(int length, RandomStream random)
    {
        var masks = Instances.RandomMasks(length, random);
        return MaskDistribution.From(
            length,
            masks.Masks.Zip(masks.Weights)
                .Concat(Enumerable.Range(0, length).Select(i => (1 << i, 0.05 / length)))
                .GroupBy(entry => entry.Item1)
                .Select(group => (group.Key, group.Sum(entry => entry.Item2))));
    }

    private static FiniteDistribution OneSymbol(FiniteDistribution p, MaskDistribution masks)
    {
        var rarest = Enumerable.Range(0, p.Space.Length)
            .MinBy(i => masks.Masks.Zip(masks.Weights).Sum(entry => (entry.First >> i & 1) * entry.Second));
        return FiniteDistribution.FromWeights(
            p.Space, [.. Enumerable.Range(0, p.Space.Count).Select(x => p.Space.Symbol(x, rarest) == 1 ? p[x] : 0)]);
    }
}
