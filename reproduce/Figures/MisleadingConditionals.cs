using Gmlm.Reproduce.Harness;
using ScottPlot;

namespace Gmlm.Reproduce.Figures;

/// <summary>The pitfall over the coupling: what training sees, the excess loss at every mask size, and what it is to see, the distance of the joint distributions.</summary>
public sealed class MisleadingConditionals : FigureRecipe
{
    /// <inheritdoc />
    public override string Experiment => "conditionals-can-mislead";

    /// <inheritdoc />
    public override IEnumerable<Figure> Draw(ExperimentResult result)
    {
        Curve[] curves =
        [
            .. result.Curves("distance").Select(series => new Curve(series, Colors.Black, LinePattern.DenselyDashed)),
            .. CurvePlot.Family(result.Curves("excess")).Reverse(),
        ];
        if (curves.Length > 0)
            yield return CurvePlot.Draw("misleading-conditionals", curves, AxisScale.Whole, AxisScale.Log, 400, 200);
    }
}
