using Gmlm.Theory.Estimation;
using Gmlm.Theory.Information;
using Gmlm.Theory.Random;
using MathNet.Numerics.Distributions;

namespace Gmlm.Reproduce.Claims.Inference;

/// <summary>
/// The best step of independent predictions draws from the marginals of the block, and loses the block's conditional total correlation.
/// </summary>
public sealed class ProductBest : ClaimExperiment
{
    public override Claim Claim => new(
        "product-best", "D03", "The best product-form kernel is that of the marginals", Origin.Beyond,
        Source: "Pythagorean identity of the Kullback-Leibler divergence",
        Wording: "Among kernels $q(x_K | x_(-K)) = product_(i in K) q_i (x_i | x_(-K))$, the one nearest to a step of "
            + "$k$-Gibbs has $q_i (dot | x_(-K)) = p(x_i = dot | x_(-K))$: $bb(E) \"KL\"(p(dot | X_(-K)) || q) = \"TC\"(X_K | "
            + "X_(-K)) + sum_(i in K) bb(E) \"KL\"(p_i (dot | X_(-K)) || q_i (dot | X_(-K)))$, with $\"TC\"(X_K | X_(-K)) = "
            + "sum_(i in K) H(X_i | X_(-K)) - H(X_K | X_(-K))$ the conditional total correlation, which is left over.",
        Method: "Every mask of two positions or more of every instance. The marginals' divergence, averaged over $x_(-K)$, "
            + "against the conditional total correlation from entropies; the identity at a random product distribution for every "
            + "$x_(-K)$; and in one block of each mask gradient descent over the logits of all product distributions, from a random "
            + "start: it must come to the total correlation within $10^(-4)$ and not go below. `loss.…` is $bb(E)_K \"TC\"(X_K "
            + "| X_(-K))$ for the cliques of Figures 1 and 2.",
        ControlMethod: "The divergence the other way round, $\"KL\"(q || p)$: there the marginals are not best. For the descent's "
            + "arrival, a descent that is stopped after one step.");

    public override ExperimentResult Execute(ExperimentContext context) => Decide(
        context,
        () => Compare(context, reversed: false),
        () => Compare(context, reversed: true),
        from clique in Instances.Cliques().Zip(["0.05", "0.3"])
        from size in Enumerable.Range(2, 3)
        let loss = Divergences.ConditionalTotalCorrelation(clique.First.Truth, MaskDistribution.UniformOfSize(4, size))
        select Metric.Computed($"loss.j{clique.Second}.k{size}", loss, "nats"));

    private static MarginParts Compare(ExperimentContext context, bool reversed)
    {
        var parts = new MarginParts(1e-10, "rounding of sums of logarithms of size 10; the descent stops at gradients of 1e-8");
        var random = context.Stream("product-best");
        foreach (var instance in Instances.All(context))
        {
            var space = instance.Space;
            foreach (var mask in Enumerable.Range(1, space.Everything).Where(mask => int.PopCount(mask) > 1))
            {
                var name = FormattableString.Invariant($"{instance.Name}, mask {mask}");
                var bases = space.Bases(mask);
                var seen = Conditionals.Marginal(instance.Truth, mask);
                var searched = (int)random.NextBelow((uint)bases.Length);
                double left = 0;
                for (var b = 0; b < bases.Length; b++)
                {
                    var block = Block(instance.Truth, mask, bases[b]);
                    left += seen[bases[b]] * Blockwise(parts, block, random, reversed, search: b == searched, name);
                }

                parts.Equal(
                    "left-over", Divergences.ConditionalTotalCorrelation(instance.Truth, mask, space.Everything & ~mask), left, name);
            }

            context.Cancellation.ThrowIfCancellationRequested();
        }

        return parts;
    }

    /// <summary>Compares within one block and returns the divergence of the product of its marginals.</summary>
    private static double Blockwise(
        MarginParts parts, FiniteDistribution block, RandomStream random, bool reversed, bool search, string name)
    {
        var products = new ProductDivergence(block, reversed);
        var best = Divergence(block, products.Distribution(products.Marginals()), reversed);
        double[] start = [.. Enumerable.Range(0, products.Dimension).Select(_ => Normal.Sample(random, 0, 1))];
        var other = products.Factors(start);
        double[] marginals = products.Marginals();
        var apart = reversed ? Divergences.KullbackLeibler(other, marginals) : Divergences.KullbackLeibler(marginals, other);
        parts.Equal("identity", Divergence(block, products.Distribution(other), reversed), best + apart, name);
        if (search)
        {
            var found = new GradientDescent(tolerance: 1e-8, maxIterations: 2_000).Minimize(products, start);
            parts.AtMost("nothing-better", best, found.Loss, name);
            var arrived = reversed ? new GradientDescent(tolerance: 1e-8, maxIterations: 1).Minimize(products, start) : found;
            parts.AtMost("search-arrives", arrived.Loss, best + 1e-4, name);
        }

        return best;
    }

    private static double Divergence(FiniteDistribution p, FiniteDistribution q, bool reversed) =>
        reversed ? Divergences.KullbackLeibler(q, p) : Divergences.KullbackLeibler(p, q);

    /// <summary>p(x_K given x_{−K}) on Ω^K; <paramref name="first"/> names x_{−K}.</summary>
    private static FiniteDistribution Block(FiniteDistribution p, int mask, int first) => FiniteDistribution.FromWeights(
        new StateSpace(p.Space.Alphabet, int.PopCount(mask)), [.. p.Space.Offsets(mask).Select(offset => p[first + offset])]);
}
