using Gmlm.Theory.Chains;
using Gmlm.Theory.Random;
using MathNet.Numerics.LinearAlgebra;

namespace Gmlm.Reproduce.Claims.Joint;

/// <summary>With impossible sequences, small masks do not say what the distribution is.</summary>
public sealed class UnidentifiedSupport : ClaimExperiment
{
    // A singular value that is not zero is far above this: the entries are of size 1 and there are at most a few hundred.
    private const double Rank = 1e-9;

    public override Claim Claim => new(
        "support-components", "C09", "Where sequences are impossible, conditionals of small masks leave the weights of components open",
        Origin.Beyond,
        Source: "our statement; reducibility of block dynamics",
        Wording: "Let possible sequences be connected where they differ in at most $k$ positions. The distributions with $p$'s support "
            + "and $p$'s conditionals of all masks of size $k$ form a family whose dimension is the number of components less 1.",
        Method: "Random supports with random weights, for every $k$: the number of components by joining, against the dimension of the "
            + "solutions of $q(x) p(x_(-K)) = p(x) q(x_(-K))$, by singular values; and the mixture of the components with other weights "
            + "has the same conditionals. `open.k…` is the share of the supports that leave something open.",
        ControlMethod: "The dimension 0 for every support; and mixtures of two halves of the support that ignore its components.");

    public override ExperimentResult Execute(ExperimentContext context)
    {
        var (check, control) = (Parts(), Parts());
        var random = context.Stream("support-components");
        var open = new Dictionary<int, List<double>>();
        var shapes = context.Pick<(int, int)[]>(
            [(2, 4), (3, 3)], [(2, 3), (2, 4), (2, 5), (3, 3)], [(2, 3), (2, 4), (2, 5), (2, 6), (3, 3), (3, 4)]);
        foreach (var (alphabet, length) in shapes)
        {
            for (var draw = 1; draw <= context.Pick(6, 20, 40); draw++)
            {
                var p = Draw(new StateSpace(alphabet, length), 0.15 + (0.5 * random.NextUniform()), random);
                for (var size = 1; size < length; size++)
                {
                    var masks = MaskDistribution.UniformOfSize(length, size);
                    var name = $"q = {alphabet}, N = {length}, k = {size}, support #{draw}";
                    var components = SupportComponents.Of(p, masks);
                    var (count, dimension) = (SupportComponents.Count(p, masks), Dimension(p, masks));
                    check.Equal("dimension", count - 1, dimension, name);
                    control.Equal("dimension", 0, dimension, name);
                    int[] possible = [.. Enumerable.Range(0, p.Space.Count).Where(x => p[x] > 0)];
                    var (first, half) = (components[possible[0]], possible.Take(possible.Length / 2).ToHashSet());
                    check.Equal("same", 0, Difference(p, Reweighted(p, x => components[x] == first), masks), name);
                    control.Equal("same", 0, Difference(p, Reweighted(p, half.Contains), masks), name);
                    open.TryAdd(size, []);
                    open[size].Add(count > 1 ? 1 : 0);
                }
            }

            context.Report(0.5);
        }

        return Decide(
            context,
            check.Outcome(),
            control.Outcome(),
            [.. open.Select(entry => Metric.Computed($"open.k{entry.Key}", entry.Value.Average())), .. check.Metrics()]);
    }

    private static FiniteDistribution Draw(StateSpace space, double share, RandomStream random)
    {
        double[] weights = [.. Enumerable.Range(0, space.Count).Select(_ => random.NextUniform() < share ? 0.1 + random.NextUniform() : 0)];
        weights[random.NextBelow((uint)weights.Length)] = 1; // Never empty.
        weights[random.NextBelow((uint)weights.Length)] = 1;
        return FiniteDistribution.FromWeights(space, weights);
    }

    // The dimension of the solutions q ≥ 0 with sum 1 and support within p's: that of the linear solutions less 1, as p is one inside.
    private static int Dimension(FiniteDistribution p, MaskDistribution masks)
    {
        var space = p.Space;
        int[] support = [.. Enumerable.Range(0, space.Count).Where(x => p[x] > 0)];
        var place = support.Select((x, i) => (x, i)).ToDictionary();
        var rows = new List<double[]>();
        foreach (var mask in masks.Masks)
        {
            foreach (var first in space.Bases(mask))
            {
                int[] block = [.. space.Offsets(mask).Select(offset => first + offset).Where(place.ContainsKey)];
                var mass = block.Sum(x => p[x]);
                foreach (var x in block)
                {
                    var row = new double[support.Length];
                    row[place[x]] += 1;
                    foreach (var y in block)
                    {
                        row[place[y]] -= p[x] / mass;
                    }

                    rows.Add(row);
                }
            }
        }

        var equations = Matrix<double>.Build.DenseOfRowArrays(rows);
        return support.Length - equations.Svd(computeVectors: false).S.Count(value => value > Rank) - 1;
    }

    // Half of the mass moves to the states of a set, in proportion.
    private static FiniteDistribution Reweighted(FiniteDistribution p, Func<int, bool> favoured) => FiniteDistribution.FromWeights(
        p.Space, [.. p.Probabilities.ToArray().Select((value, x) => favoured(x) ? 3 * value : value)]);

    private static double Difference(FiniteDistribution p, FiniteDistribution q, MaskDistribution masks)
    {
        var largest = 0.0;
        foreach (var mask in masks.Masks)
        {
            double[] one = Conditionals.Of(p, mask), other = Conditionals.Of(q, mask);
            for (var x = 0; x < one.Length; x++)
            {
                largest = Math.Max(largest, p[x] > 0 ? Math.Abs(one[x] - other[x]) : 0);
            }
        }

        return largest;
    }

    private static MarginParts Parts() => new(1e-9, "rounding of conditionals; dimensions are whole numbers");
}
