using System.Numerics;

namespace Gmlm.Reproduce.Claims.Joint;

/// <summary>Masked training with the weights 1/k is autoregression in a random order.</summary>
public sealed class AnyOrder : ClaimExperiment
{
    private const int MostOrders = 120;

    public override Claim Claim => new(
        "any-order", "C06", "Masked training is any-order autoregression", Origin.Literature,
        Source: "Uria, Murray and Larochelle 2014; Hoogeboom et al. 2022",
        Wording: "$sum_(k=1)^N EE_(|K| = k) [1/k sum_(i in K) -log p(x_i | x_(-K))]$ averages to $H(p)$: for every model and "
            + "every $x$ it is $-log p_theta (x)$, the mean over all orders of the autoregressive loss.",
        Method: "For every instance and a model away from it: the weighted sum at every $x$ against $-log p_theta (x)$ and, up "
            + "to five positions, against the mean of the autoregressive losses of all $N!$ orders; its mean under $p$ at "
            + "$theta^*$ against $H(p)$. Reported: the share of each $k$ for the cliques of Figures 1 and 2.",
        ControlMethod: "Unit weights in the place of $1 \\/ k$.");

    public override ExperimentResult Execute(ExperimentContext context)
    {
        MarginParts check = Compare(context, size => 1.0 / size), control = Compare(context, _ => 1);
        var metrics = check.Metrics().ToList();
        foreach (var (clique, coupling) in Instances.Cliques().Zip(new[] { 0.05, 0.3 }))
        {
            metrics.AddRange(
                Enumerable.Range(1, 4).Select(size =>
                    Metric.Computed(
                        FormattableString.Invariant($"share.j{coupling}.k{size}"),
                        clique.Truth.Expect(Weighted(clique.Truth, k => k == size ? 1.0 / k : 0)),
                        "nats")));
        }

        return Decide(context, check.Outcome(), control.Outcome(), metrics);
    }

    private static MarginParts Compare(ExperimentContext context, Func<int, double> weight)
    {
        var parts = new MarginParts(1e-10, "relative; rounding of sums of logarithms of size 10");
        var random = context.Stream("any-order");
        foreach (var instance in Instances.All(context))
        {
            parts.Equal(
                "entropy", Divergences.Entropy(instance.Truth), instance.Truth.Expect(Weighted(instance.Truth, weight)), instance.Name);
            var model = instance.Family.At(instance.Perturbed(random, 0.5));
            var losses = Weighted(model, weight);
            var orders = Factorial(instance.Length) <= MostOrders ? OverOrders(model) : null;
            for (var x = 0; x < losses.Length; x++)
            {
                parts.Equal("pointwise", -Math.Log(model[x]), losses[x], $"{instance.Name}, x={x}");
                if (orders is not null)
                {
                    parts.Equal("orders", orders[x], losses[x], $"{instance.Name}, x={x}");
                }
            }

            context.Report(0.5);
        }

        return parts;
    }

    /// <summary>Σ_k E_{|K|=k}[w(k) Σ_{i∈K} −log p(x_i given x_{−K})] for every x.</summary>
    internal static double[] Weighted(FiniteDistribution p, Func<int, double> weight)
    {
        var space = p.Space;
        var losses = new double[space.Count];
        for (var mask = 1; mask <= space.Everything; mask++)
        {
            var size = BitOperations.PopCount((uint)mask);
            var factor = weight(size) / Binomial(space.Length, size);
            var visible = Conditionals.Marginal(p, mask);
            for (var i = 0; i < space.Length && factor > 0; i++)
            {
                if ((mask >> i & 1) != 0)
                {
                    AddLoss(losses, factor, Conditionals.Marginal(p, mask & ~(1 << i)), visible);
                }
            }
        }

        return losses;
    }

    /// <summary>The mean over all N! orders σ of Σ_t −log p(x_{σ(t)} given x_{σ(1)}, …, x_{σ(t−1)}), for every x.</summary>
    private static double[] OverOrders(FiniteDistribution p)
    {
        var space = p.Space;
        var losses = new double[space.Count];
        void Extend(int hidden)
        {
            for (var i = 0; i < space.Length; i++)
            {
                if ((hidden >> i & 1) != 0)
                {
                    // All orders of the positions that stay hidden share this beginning.
                    AddLoss(
                        losses,
                        Factorial(BitOperations.PopCount((uint)hidden) - 1) / Factorial(space.Length),
                        Conditionals.Marginal(p, hidden & ~(1 << i)),
                        Conditionals.Marginal(p, hidden));
                    Extend(hidden & ~(1 << i));
                }
            }
        }

        Extend(space.Everything);
        return losses;
    }

    private static void AddLoss(double[] losses, double factor, double[] with, double[] without)
    {
        for (var x = 0; x < losses.Length; x++)
        {
            losses[x] -= factor * Math.Log(with[x] / without[x]);
        }
    }

    private static double Factorial(int n) => MathNet.Numerics.SpecialFunctions.Factorial(n);

    private static double Binomial(int n, int k) => MathNet.Numerics.SpecialFunctions.Binomial(n, k);
}
