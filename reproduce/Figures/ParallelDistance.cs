namespace Gmlm.Reproduce.Figures;

/// <summary>
/// The distance of the stationary distribution of independent parallel sampling from the model, over the coupling: one curve per field.
/// </summary>
public sealed class ParallelDistance() : FigureRecipe("parallel-stationary")
{
    public override IEnumerable<Figure> Draw(ExperimentResult result)
    {
        if (result.Curves("distance") is { Count: > 0 } distances)
            yield return CurvePlot.Draw(
                "parallel-distance", [.. CurvePlot.Family(distances)], AxisScale.Linear, AxisScale.Linear, 360, 170);
    }
}
