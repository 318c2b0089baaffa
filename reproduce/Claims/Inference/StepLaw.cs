namespace Gmlm.Reproduce.Claims.Inference;

/// <summary>
/// The joint law of a step's next state by the chain rule, P(x, y) = Π_i P(y_i given x, y_0 … y_{i−1}), every factor asked of the step at every node of the tree of draws.
/// Nothing is taken for independent: that a factor does not change with y_0 … y_{i−1} is for the step to show.
/// </summary>
internal static class StepLaw
{
    /// <summary>P(x, ·) for every x.</summary>
    public static FiniteDistribution[] Of(ISequenceStep step)
    {
        var space = step.Space;
        var tree = Enumerable.Range(0, space.Count).Select(previous => (Previous: previous, Drawn: 0, Probability: 1.0)).ToList();
        for (var i = 0; i < space.Length; i++)
        {
            var laws = step.Laws(i, [.. tree.Select(node => (node.Previous, node.Drawn))]);
            tree = [.. tree.SelectMany((node, n) => laws[n].Select((p, symbol) => (node.Previous, node.Drawn + (symbol * space.Power(i)), node.Probability * p)))];
        }

        return
        [
            .. tree.GroupBy(node => node.Previous).OrderBy(row => row.Key).Select(row =>
                FiniteDistribution.FromWeights(space, [.. row.OrderBy(node => node.Drawn).Select(node => node.Probability)])),
        ];
    }
}
