namespace Gmlm.Reproduce.Claims.Inference;

/// <summary>
/// The kernel of a step by the chain rule, P(x, y) = Π_i P(y_i given x, y_0 … y_{i−1}), with every factor taken from the step at every node
/// of the tree of draws. No independence is assumed: whether a factor depends on y_0 … y_{i−1} is a property of the step.
/// </summary>
internal static class StepKernel
{
    /// <summary>P(x, ·) for every x.</summary>
    public static FiniteDistribution[] Of(ISequenceStep step)
    {
        var space = step.Space;
        var tree = Enumerable.Range(0, space.Count).Select(previous => (Previous: previous, Drawn: 0, Probability: 1.0)).ToList();
        for (var i = 0; i < space.Length; i++)
        {
            var probabilities = step.SymbolProbabilities(i, [.. tree.Select(node => (node.Previous, node.Drawn))]);
            tree =
            [
                .. tree.SelectMany((node, n) =>
                    probabilities[n]
                        .Select((p, symbol) => (node.Previous, node.Drawn + (symbol * space.Power(i)), node.Probability * p))),
            ];
        }

        return
        [
            .. tree.GroupBy(node => node.Previous).OrderBy(row => row.Key).Select(row =>
                FiniteDistribution.FromWeights(space, [.. row.OrderBy(node => node.Drawn).Select(node => node.Probability)])),
        ];
    }
}
