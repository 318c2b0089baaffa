using System.Numerics.Tensors;
using Gmlm.Theory.Chains;
using Gmlm.Theory.Estimation;
using Gmlm.Theory.Random;
using MathNet.Numerics.Distributions;

namespace Gmlm.Theory.Inequalities;

/// <summary>The result of a search for C_AT.</summary>
/// <param name="Value">The largest ratio, a lower bound on C_AT that <paramref name="Maximizer"/> attains.</param>
/// <param name="Maximizer">The q of the largest ratio.</param>
/// <param name="Kind">The origin of q: point mass, level set, tilt, or search.</param>
/// <param name="Tilted">
/// The largest ratio of the two distributions p (1 ± εf), f the slow eigenfunction and ε |f| ≤ 10⁻⁴: C_P up to the second order in ε;
/// NaN on a single state.
/// </param>
public sealed record TensorizationEstimate(double Value, FiniteDistribution Maximizer, string Kind, double Tilted);

/// <summary>
/// C_AT, the constant of block-generalised approximate tensorization of entropy: the supremum over q of
/// KL(q ‖ p) / E_K E_{X_{−K}~q} KL(q(. given X_{−K}) ‖ p(. given X_{−K})). The problem is not concave, so that a search only gives
/// lower bounds; upper bounds come from inequalities.
/// </summary>
public static class EntropyTensorization
{
    /// <summary>ε max |f| of the smallest tilt.</summary>
    private const double SmallTilt = 1e-4;

    /// <summary>
    /// The smallest ratio of E_p (q/p − 1)² to E_p |q/p − 1|, which is ε for densities 1 + ε. Differences below this are rounding noise:
    /// the rounding of the densities is more than 10⁻⁸ of the divergences.
    /// </summary>
    private const double Nearest = 1e-8;

    private const int MostPointMasses = 64;

    private static readonly double[] TiltSizes = [0.3, -0.3, 1, -1, 0.1, -0.1, 3, -3];

    /// <summary>
    /// The lower estimate: point masses, level sets and tilts of the slow eigenfunction, then gradient ascent (<see cref="EntropyRatio"/>)
    /// from the best of these and from random tilts. At most restarts × iterations evaluations, each of |masks| · q^N operations.
    /// </summary>
    public static TensorizationEstimate LowerBound(
        FiniteDistribution distribution, MaskDistribution masks, RandomStream stream, EntropySearch search)
    {
        var entropy = new BlockEntropy(distribution, masks);
        var slow = new BlockDynamics(distribution, masks).SlowEigenfunction.ToArray();
        var objective = new EntropyRatio(entropy);
        var best = Candidates(distribution, slow)
            .Where(candidate => IsResolved(candidate.Q, distribution))
            .Select(candidate => (candidate.Q, candidate.Kind, Ratio: entropy.Ratio(candidate.Q)))
            .Where(candidate => !double.IsNaN(candidate.Ratio)).OrderByDescending(candidate => candidate.Ratio).ToList();
        var tilted = best.Where(candidate => candidate.Kind == "tilt")
            .Select(candidate => candidate.Ratio)
            .DefaultIfEmpty(double.NaN)
            .Max();

        var (restarts, iterations) = search;
        var descent = new GradientDescent(1e-9, iterations);
        var starts = best.Take(restarts / 4).Select(candidate => Softened(distribution, candidate.Q))
            .Concat(TiltSizes.Take(restarts / 2).Select(size => Tilted(distribution, [.. slow.Select(f => size * f)]))).ToList();
        for (var r = starts.Count; r < restarts; r++)
        {
            var scale = (r % 3) switch { 0 => 0.5, 1 => 2, _ => 6 };
            starts.Add(Tilted(distribution, [.. slow.Select(_ => scale * Normal.Sample(stream, 0, 1))]));
        }

        foreach (var start in best.Count > 0 && double.IsFinite(best[0].Ratio) ? starts : [])
        {
            if (!double.IsFinite(objective.Evaluate(start, [])))
            {
                continue;
            }

            var q = objective.At(descent.Minimize(objective, start).Parameters);
            best.Add((q, "search", entropy.Ratio(q)));
        }

        // With a single state q = p is the only distribution, and every constant satisfies the inequality.
        var (maximizer, kind, value) = best.DefaultIfEmpty((distribution, "p", 0)).MaxBy(candidate => candidate.Item3);
        return new TensorizationEstimate(value, maximizer, kind, tilted);
    }

    /// <summary>
    /// An upper bound on C_AT that is proved: the lesser of 1 / p_K([N]) (the full mask alone) and C_P · log(1/p* − 1) / (1 − 2p*), p* the
    /// least positive probability. The second: Ent f ≤ log(1/p* − 1)/(1 − 2p*) Var √f (Diaconis and Saloff-Coste 1996), the Poincaré
    /// inequality for √f, and Var √f ≤ Ent f in every block.
    /// </summary>
    public static double UpperBound(FiniteDistribution distribution, MaskDistribution masks) =>
        UpperBound(distribution, masks, () => new BlockDynamics(distribution, masks).PoincareConstant);

    /// <summary>The same with C_P, or an upper bound on it, from the caller; it is asked for only where it matters.</summary>
    internal static double UpperBound(FiniteDistribution distribution, MaskDistribution masks, Func<double> poincare)
    {
        double everything = 0;
        for (var m = 0; m < masks.Masks.Count; m++)
        {
            everything += masks.Masks[m] == distribution.Space.Everything ? masks.Weights[m] : 0;
        }

        if (everything == 1)
        {
            return 1;
        }

        var least = 1.0;
        foreach (var probability in distribution.Probabilities)
        {
            least = probability > 0 ? Math.Min(least, probability) : least;
        }

        return Math.Min(1 / everything, SobolevFactor(Math.Log(least)) * poincare());
    }

    /// <summary>log(1/p − 1)/(1 − 2p) for p = e^<paramref name="logLeast"/>, which may underflow; 2 as p → ½.</summary>
    internal static double SobolevFactor(double logLeast)
    {
        var least = Math.Exp(logLeast);

        // With a single state the inequality is trivial.
        return least > 0.499999 ? 2 : (Math.Log(1 - least) - logLeast) / (1 - (2 * least));
    }

    /// <summary>C_AT of every product distribution, by Shearer's inequality: 1 / min_i P(i ∈ K), N/k for uniform masks of size k.</summary>
    public static double OfProduct(MaskDistribution masks) => 1 / Enumerable.Range(0, masks.Length)
        .Min(i => Enumerable.Range(0, masks.Masks.Count).Sum(m => (masks.Masks[m] >> i & 1) * masks.Weights[m]));

    // A tilt that is large on the rarest states only leaves all other densities at 1. Its ratio is as accurate as that of a tilt of
    // this size on all states.
    private static bool IsResolved(FiniteDistribution q, FiniteDistribution p)
    {
        var (squares, sizes) = (0.0, 0.0);
        for (var x = 0; x < p.Space.Count; x++)
        {
            var change = p[x] > 0 ? Math.Abs((q[x] / p[x]) - 1) : 0;
            squares += p[x] * change * change;
            sizes += p[x] * change;
        }

        return squares >= Nearest * sizes;
    }

    private static IEnumerable<(FiniteDistribution Q, string Kind)> Candidates(FiniteDistribution p, double[] slow)
    {
        var space = p.Space;
        int[] support = [.. Enumerable.Range(0, space.Count).Where(x => p[x] > 0)];

        // The least likely states come first, since their point masses have the largest divergence.
        foreach (var state in support.OrderBy(x => p[x]).Take(MostPointMasses))
        {
            yield return (
                FiniteDistribution.FromWeights(space, [.. Enumerable.Range(0, space.Count).Select(x => x == state ? 1.0 : 0)]),
                "point mass");
        }

        var levels = support.Select(x => slow[x]).Order().ToArray();
        foreach (
            var level in Enumerable.Range(1, 15).Select(i => levels[i * levels.Length / 16]).Distinct().Where(level => level > levels[0]))
        {
            yield return (FiniteDistribution.FromWeights(space, [.. slow.Select((f, x) => f >= level ? p[x] : 0)]), "level set");
            yield return (FiniteDistribution.FromWeights(space, [.. slow.Select((f, x) => f < level ? p[x] : 0)]), "level set");
        }

        var step = SmallTilt / TensorPrimitives.MaxMagnitude<double>(slow);
        if (double.IsFinite(step))
        {
            yield return (FiniteDistribution.FromWeights(space, [.. slow.Select((f, x) => p[x] * (1 + (step * f)))]), "tilt");
            yield return (FiniteDistribution.FromWeights(space, [.. slow.Select((f, x) => p[x] * (1 - (step * f)))]), "tilt");
        }
    }

    // u of q ∝ p e^ξ.
    private static double[] Tilted(FiniteDistribution p, double[] exponent)
    {
        var largest = exponent.Max();
        return [.. exponent.Select((xi, x) => Math.Sqrt(p[x]) * Math.Exp((xi - largest) / 2))];
    }

    // u of a mixture of q with a little of p, since gradient ascent never leaves a zero of u.
    private static double[] Softened(FiniteDistribution p, FiniteDistribution q) =>
        [.. Enumerable.Range(0, p.Space.Count).Select(x => Math.Sqrt((0.99 * q[x]) + (0.01 * p[x])))];
}
