using Gmlm.Reproduce.Harness;

namespace Gmlm.Reproduce.Figures;

/// <summary>How far from the model the law is that independent parallel sampling converges to, over the coupling: one curve a field.</summary>
public sealed class ParallelDistance : FigureRecipe
{
    /// <inheritdoc />
    public override string Experiment => "parallel-stationary";

    /// <inheritdoc />
    public override IEnumerable<Figure> Draw(ExperimentResult result)
    {
        if (result.Curves("distance") is { Count: > 0 } distances)
            yield return CurvePlot.Draw("parallel-distance", [.. CurvePlot.Family(distances)], AxisScale.Linear, AxisScale.Linear, 360, 170);
    }
}
