namespace Gmlm.Reproduce.Figures;

/// <summary>
/// The loss of decoding in S parallel steps, over S: one figure for small models, by enumeration, and one for large cliques.
/// </summary>
public sealed class DecodingLoss() : FigureRecipe("one-shot-error")
{
    public override IEnumerable<Figure> Draw(ExperimentResult result)
    {
        if (result.Curves("loss") is { Count: > 0 } small)
            yield return CurvePlot.Draw("decoding-loss", [.. CurvePlot.Family(small)], AxisScale.Whole, AxisScale.Log, 340, 140);
        if (result.Curves("loss-large") is { Count: > 0 } large)
            yield return CurvePlot.Draw("decoding-loss-large", [.. CurvePlot.Family(large)], AxisScale.Log, AxisScale.Log, 340, 165);
    }
}
