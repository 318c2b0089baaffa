using Gmlm.Theory.Chains;
using Gmlm.Theory.Random;
using MathNet.Numerics.Distributions;

namespace Gmlm.Reproduce.Claims.Inequalities;

/// <summary>The chains, product distributions, test functions and couplings that the checks of functional inequalities share.</summary>
internal static class ChainGrid
{
    /// <summary>J of the curves over the clique of four.</summary>
    public static readonly double[] Couplings = [0, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1];

    /// <summary>The block dynamics of every instance with every mask distribution of <see cref="MaskGrid"/>.</summary>
    public static IEnumerable<(string Name, BlockDynamics Chain)> All(ExperimentContext context) =>
        Instances.All(context).SelectMany(instance => MaskGrid.For(instance.Length)
            .Select(entry => ($"{instance.Name}, {entry.Name}", new BlockDynamics(instance.Truth, entry.Masks))));

    /// <summary>
    /// The clique of N = 4 with its name in metrics, for example <c>j0.05.k1</c>, or <c>h0.5.j0.05.k1</c> in a field, and the
    /// label of its coupling.
    /// </summary>
    public static IEnumerable<(
        string Name, string Label, int Size, BlockDynamics Chain)> Cliques(IEnumerable<double> couplings, double field = 0) =>
        from coupling in couplings
        let place = field == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"h{field}.")
        let clique = Ising.Clique(4, 4, coupling, field).Distribution()
        from size in Enumerable.Range(1, 4)
        select (
            string.Create(CultureInfo.InvariantCulture, $"{place}j{coupling}.k{size}"),
            string.Create(CultureInfo.InvariantCulture, $"J = {coupling}"),
            size,
            new BlockDynamics(clique, MaskDistribution.UniformOfSize(4, size)));

    /// <summary>gap_k for k = 1 … N.</summary>
    public static double[] Gaps(FiniteDistribution p) =>
        [
            .. Enumerable.Range(1, p.Space.Length)
                .Select(size => new BlockDynamics(p, MaskDistribution.UniformOfSize(p.Space.Length, size)).SpectralGap),
        ];

    /// <summary>Products of random marginals, from even to peaked.</summary>
    public static IReadOnlyList<(string Name, FiniteDistribution P)> Products(ExperimentContext context, string label)
    {
        var random = context.Stream(label);
        return [.. from shape in context.Pick<(int Alphabet, int Length)[]>(
                       [(2, 3), (3, 2)], [(2, 2), (2, 4), (2, 5), (3, 3)], [(2, 2), (2, 4), (2, 6), (3, 3), (3, 4), (4, 3)])
                   let space = new StateSpace(shape.Alphabet, shape.Length)
                   from power in new[] { 0.3, 1, 3 }
                   let marginals = Enumerable.Range(0, shape.Length).Select(_ => Weights(random, shape.Alphabet, power)).ToArray()
                   let weights = Enumerable.Range(0, space.Count)
                       .Select(x => Enumerable.Range(0, shape.Length).Aggregate(1.0, (w, i) => w * marginals[i][space.Symbol(x, i)]))
                   select (
                       string.Create(CultureInfo.InvariantCulture, $"product q={shape.Alphabet} N={shape.Length} power={power}"),
                       FiniteDistribution.FromWeights(space, [.. weights]))];
    }

    /// <summary>A random positive table of exponential weights to a power; larger powers give more peaked tables.</summary>
    public static FiniteDistribution Table(StateSpace space, RandomStream random, double power) =>
        FiniteDistribution.FromWeights(space, Weights(random, space.Count, power));

    /// <summary>
    /// Functions with mean 0 and variance 1 under p: two normal ones, the indicator of a random set, a random one to which the chain is
    /// applied eight times (which brings it closer to the slow mode), the slow eigenfunction and its sign. Constant functions are left out.
    /// </summary>
    public static IEnumerable<(string Name, double[] F)> Functions(BlockDynamics chain, RandomStream random)
    {
        var count = chain.Stationary.Space.Count;
        double[] Normals() => [.. Enumerable.Range(0, count).Select(_ => Normal.Sample(random, 0, 1))];
        var smooth = Normals();
        for (var step = 0; step < 8; step++)
        {
            var next = new double[count];
            chain.Apply(smooth, next);
            smooth = next;
        }

        var slow = chain.SlowEigenfunction.ToArray();
        (string, double[])[] functions =
        [
            ("normal", Normals()), ("normal", Normals()), ("set", [.. Normals().Select(f => f > 0 ? 1.0 : 0)]),
            ("smoothed", smooth), ("slow", slow), ("slow sign", [.. slow.Select(f => f > 0 ? 1.0 : 0)]),
        ];
        foreach (var (name, f) in functions)
        {
            var (mean, variance) = (chain.Stationary.Expect(f), chain.Stationary.Variance(f));
            if (variance > 1e-12)
            {
                yield return (name, [.. f.Select(value => (value - mean) / Math.Sqrt(variance))]);
            }
        }
    }

    private static double[] Weights(RandomStream random, int count, double power) =>
        [.. Enumerable.Range(0, count).Select(_ => Math.Pow(Exponential.Sample(random, 1), power) + 1e-6)];
}
