using Gmlm.Theory.Random;
using MathNet.Numerics.Distributions;

namespace Gmlm.Theory.Distributions;

/// <summary>
/// Conditionals q_i(x_i given x_{−K}) of every position of every mask K, which need not belong to one joint distribution: what a masked
/// language model is. They are positive.
/// </summary>
public sealed class AnyOrderConditionals
{
    private readonly double[,][] _logs; // [K, i][x]

    private AnyOrderConditionals(StateSpace space, double[,][] logs) => (Space, _logs) = (space, logs);

    /// <summary>Ω^N.</summary>
    public StateSpace Space { get; }

    /// <summary>Those of a joint distribution, which is positive.</summary>
    public static AnyOrderConditionals Of(FiniteDistribution distribution)
    {
        var space = distribution.Space;
        var logs = new double[space.Everything + 1, space.Length][];
        foreach (var (mask, i) in Asked(space))
        {
            double[] with = Conditionals.Marginal(distribution, mask & ~(1 << i)), without = Conditionals.Marginal(distribution, mask);
            logs[mask, i] = [.. with.Zip(without, (joint, given) => Math.Log(joint / given))];
        }

        return new AnyOrderConditionals(space, logs);
    }

    /// <summary>These with a normal number added to every logit: a network that has not learned its conditionals perfectly.</summary>
    /// <param name="random">Draws.</param>
    /// <param name="spread">The standard deviation.</param>
    public AnyOrderConditionals Perturbed(RandomStream random, double spread)
    {
        var logs = new double[Space.Everything + 1, Space.Length][];
        foreach (var (mask, i) in Asked(Space))
        {
            logs[mask, i] = new double[Space.Count];

            // All states that agree on what is visible share a conditional.
            foreach (var visible in Space.Bases(mask))
            {
                double[] row =
                [
                    .. Enumerable.Range(0, Space.Alphabet).Select(symbol =>
                        _logs[mask, i][visible + (symbol * Space.Power(i))] + (spread * Normal.Sample(random, 0, 1))),
                ];
                var normaliser = Math.Log(row.Sum(Math.Exp));
                foreach (var offset in Space.Offsets(mask))
                {
                    logs[mask, i][visible + offset] = row[Space.Symbol(offset, i)] - normaliser;
                }
            }
        }

        return new AnyOrderConditionals(Space, logs);
    }

    /// <summary>ln q_i(x_i given x_{−K}).</summary>
    /// <param name="mask">K, which holds the position.</param>
    /// <param name="position">i.</param>
    /// <param name="state">x.</param>
    public double Log(int mask, int position, int state) => _logs[mask, position][state];

    /// <summary>
    /// The mean masked loss of a mask size: over all K of that size and all i in K, E_p[−ln q_i(X_i given X_{−K})], in nats a position.
    /// </summary>
    /// <param name="p">The distribution of the data.</param>
    /// <param name="size">k, 1 to N.</param>
    public double Loss(FiniteDistribution p, int size) =>
        Asked(Space).Where(asked => int.PopCount(asked.Mask) == size).Average(asked => -p.Expect(_logs[asked.Mask, asked.Position]));

    /// <summary>ln q_σ(x) = Σ_t ln q_{K_t}(x_{K_t} given x_{K_1 … K_{t−1}}) of an ordered partition, for every state.</summary>
    /// <param name="partition">K_1, …, K_S: disjoint bit masks that cover all positions; S = N gives an order.</param>
    public double[] LogOutput(IReadOnlyList<int> partition)
    {
        var (logs, hidden) = (new double[Space.Count], Space.Everything);
        foreach (var block in partition)
        {
            for (var i = 0; i < Space.Length; i++)
            {
                for (var x = 0; (block >> i & 1) != 0 && x < logs.Length; x++)
                {
                    logs[x] += _logs[hidden, i][x];
                }
            }

            hidden &= ~block;
        }

        return logs;
    }

    private static IEnumerable<(int Mask, int Position)> Asked(StateSpace space) =>
        from mask in Enumerable.Range(1, space.Everything)
        from i in Enumerable.Range(0, space.Length)
        where (mask >> i & 1) != 0
        select (mask, i);
}
