using Gmlm.Theory.Estimation;
using Gmlm.Theory.Random;

namespace Gmlm.Reproduce.Claims.Inference;

/// <summary>
/// Block Gibbs whose block is the whole sequence: the next state is a draw from p, position by position from p(y_i given y_0 …
/// y_{i−1}), or at once.
/// </summary>
internal sealed class WholeBlockGibbs(FiniteDistribution distribution, RandomStream random) : ISequenceStep
{
    public StateSpace Space => distribution.Space;

    public double[][] SymbolProbabilities(int position, IReadOnlyList<(int Previous, int Drawn)> nodes)
    {
        var upTo = Divergences.Marginal(distribution, (1 << (position + 1)) - 1);
        return
        [
            .. nodes.Select(node =>
                Normalized(
                    [.. Enumerable.Range(0, Space.Alphabet).Select(symbol => upTo[node.Drawn + (symbol * Space.Power(position))])])),
        ];
    }

    public int[] Draw(int previous, int count) => Sampling.States(distribution, count, random);

    private static double[] Normalized(double[] weights) => [.. weights.Select(weight => weight / weights.Sum())];
}
