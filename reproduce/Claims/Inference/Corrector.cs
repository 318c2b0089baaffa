using Gmlm.Theory.Chains;
using Gmlm.Theory.Inequalities;
using Gmlm.Theory.Information;
using MathNet.Numerics.LinearAlgebra;

namespace Gmlm.Reproduce.Claims.Inference;

/// <summary>What remasking after decoding repairs, and what it cannot.</summary>
public sealed class Corrector : ClaimExperiment
{
    private const int Steps = 8;
    private const double Weaker = 0.2;

    public override Claim Claim => new(
        "corrector", "D22", "Joint correctors converge to the model, tokenwise ones to something else", Origin.Reconstructed,
        Source: "Theorem 2 and Proposition 4, as correctors after decoding; our wording",
        Wording: "After one parallel step, $r$ steps of $k$-Gibbs reduce $chi^2$ to at most $(1 - \"gap\"_k)^(2r)$ of it and $\"KL\"$ to "
            + "at most $(1 - 1\\/C)^r$ of it, for every $C$ that is not below the entropy tensorization constant. Tokenwise remasking "
            + "of $k$ positions has a limit $pi$ with $\"TV\"(pi, p) <= sqrt(bb(E) \"TC\"(X_K | X_(-K)) \\/ 2) \\/ (1 - tau)$, with "
            + "$tau$ its Dobrushin coefficient.",
        Method: FormattableString.Invariant(
            $"Every instance of at most 64 states and every $k$, $r = 1, …, {Steps}$, from the product of the marginals, with a certified ")
            + "upper bound for $C$. `bias.…` are the largest and the smallest distance of a tokenwise limit for $k >= 2$, over its bound.",
        ControlMethod: FormattableString.Invariant(
            $"Tokenwise remasking in the place of $k$-Gibbs; and {Weaker} of the bound of its limit."));

    public override ExperimentResult Execute(ExperimentContext context)
    {
        var (check, control) = (Parts(), Parts());
        var shares = new List<double>();
        foreach (var instance in Instances.All(context).Where(instance => instance.Space.Count <= 64))
        {
            var (p, space) = (instance.Truth, instance.Space);
            var start = PartitionDecoding.Distribution(p, [space.Everything], blind: false).Probabilities.ToArray();
            for (var size = 1; size <= instance.Length; size++)
            {
                var masks = MaskDistribution.UniformOfSize(instance.Length, size);
                var (chain, tokenwise) = (new BlockDynamics(p, masks), TokenwiseDynamics.Kernel(p, masks));
                var name = $"{instance.Name}, k = {size}";
                var entropy = TensorizationBound.Of(p, masks);
                Follow(check, p, start, chain.Kernel(), chain.SpectralGap, entropy, name);
                Follow(control, p, start, tokenwise, chain.SpectralGap, entropy, name);
                if (size >= 2 && Contraction(tokenwise) is < 1 and var tau)
                {
                    var limit = StationaryDistribution.Of(tokenwise.ToArray());
                    var bias = Divergences.TotalVariation(p.Probabilities, limit);
                    var bound = Math.Sqrt(Math.Max(0, Divergences.ConditionalTotalCorrelation(p, masks)) / 2) / (1 - tau);
                    check.AtMost("limit", bias, bound, name);
                    control.AtMost("limit", bias, Weaker * bound, name);
                    shares.Add(bound > 1e-6 ? bias / bound : 0);
                }
            }

            context.Report(0.5);
        }

        return Decide(
            context,
            check.Outcome(),
            control.Outcome(),
            [
                Metric.Computed("bias.largest", shares.Max(), relative: 1e-4),
                Metric.Computed("bias.smallest", shares.Min(), relative: 1e-4),
                .. check.Metrics(),
            ]);
    }

    private static void Follow(
        MarginParts parts, FiniteDistribution p, double[] start, Matrix<double> kernel, double gap, double entropy, string name)
    {
        var now = Vector<double>.Build.DenseOfArray(start);
        double square = ChiSquare(p, start), divergence = Divergences.KullbackLeibler(start, p.Probabilities);
        for (var r = 1; r <= Steps; r++)
        {
            now = kernel.LeftMultiply(now);
            parts.AtMost("chi-square", ChiSquare(p, now.AsArray()), Math.Pow(1 - gap, 2 * r) * square, $"{name}, r = {r}");
            parts.AtMost(
                "divergence",
                Divergences.KullbackLeibler(now.AsArray(), p.Probabilities),
                Math.Pow(1 - (1 / entropy), r) * divergence,
                $"{name}, r = {r}");
        }
    }

    // χ²(q ‖ p) = Σ (q − p)²/p.
    private static double ChiSquare(FiniteDistribution p, double[] q) =>
        Enumerable.Range(0, q.Length).Sum(x => p[x] > 0 ? (q[x] - p[x]) * (q[x] - p[x]) / p[x] : 0);

    // τ: the largest total variation between two rows.
    private static double Contraction(Matrix<double> kernel)
    {
        double[][] rows = kernel.ToRowArrays();
        return (from one in rows from other in rows select Divergences.TotalVariation(one, other)).Max();
    }

    private static MarginParts Parts() => new(1e-9, "rounding of divergences of size 1; a total correlation near 0 is rounding noise");
}
