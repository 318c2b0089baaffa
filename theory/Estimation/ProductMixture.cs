using Gmlm.Theory.Random;

namespace Gmlm.Theory.Estimation;

/// <summary>
/// The mixture of m products that is closest to a distribution over sequences: one parallel step whose positions share a random seed of
/// m values. With m = 1 the least loss is the total correlation.
/// </summary>
public static class ProductMixture
{
    private const double Enough = 1e-12; // nats that a round of expectation–maximisation gains at least

    /// <summary>
    /// KL(p ‖ the closest mixture of m products), the best of several runs of expectation–maximisation, in nats. The first run begins with
    /// the sequences dealt to the components in turn, the others with random shares; so with as many components as sequences it is 0.
    /// </summary>
    /// <param name="sequences">The possible sequences, all of one length; symbols are not negative.</param>
    /// <param name="probabilities">Theirs, positive, with the sum 1.</param>
    /// <param name="components">m ≥ 1.</param>
    /// <param name="random">Draws the shares.</param>
    /// <param name="runs">At least 1.</param>
    /// <param name="rounds">At most, in each run.</param>
    public static double Loss(
        IReadOnlyList<IReadOnlyList<int>> sequences,
        IReadOnlyList<double> probabilities,
        int components,
        RandomStream random,
        int runs,
        int rounds = 2000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(components, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(runs, 1);
        var least = double.PositiveInfinity;
        for (var run = 0; run < runs; run++)
        {
            // [x][c]: how much of a sequence belongs to a component.
            double[][] shares =
            [
                .. sequences.Select((_, x) => Normalised(
                    [.. Enumerable.Range(0, components).Select(c => run > 0 ? random.NextUniform() : x % components == c ? 1.0 : 0)])),
            ];
            var loss = double.PositiveInfinity;
            for (var round = 0; round < rounds; round++)
            {
                var joint = Joint(sequences, probabilities, shares, components);
                var now = -probabilities.Select((p, x) => p * Math.Log(joint[x].Sum() / p)).Sum();
                (var gained, loss) = (loss - now, now);
                if (gained < Enough)
                {
                    break;
                }

                shares = [.. joint.Select(Normalised)];
            }

            least = Math.Min(least, loss);
        }

        return Math.Max(0, least);
    }

    // [x][c] = w_c Π_i θ_{c,i}(x_i) with the weights and factors that suit the shares best.
    private static double[][] Joint(
        IReadOnlyList<IReadOnlyList<int>> sequences, IReadOnlyList<double> probabilities, double[][] shares, int components)
    {
        var joint = sequences.Select(_ => new double[components]).ToArray();
        for (var c = 0; c < components; c++)
        {
            var weight = probabilities.Select((p, x) => p * shares[x][c]).Sum();
            if (weight <= 0)
            {
                continue;
            }

            var factors = Enumerable.Range(0, sequences[0].Count).Select(_ => new Dictionary<int, double>()).ToArray();
            for (var x = 0; x < sequences.Count; x++)
            {
                for (var i = 0; i < factors.Length; i++)
                {
                    var symbol = sequences[x][i];
                    factors[i][symbol] = factors[i].GetValueOrDefault(symbol) + (probabilities[x] * shares[x][c] / weight);
                }
            }

            for (var x = 0; x < sequences.Count; x++)
            {
                joint[x][c] = factors.Select((factor, i) => factor[sequences[x][i]]).Aggregate(weight, (product, each) => product * each);
            }
        }

        return joint;
    }

    private static double[] Normalised(double[] values)
    {
        var sum = values.Sum();
        return [.. values.Select(value => value / sum)];
    }
}
