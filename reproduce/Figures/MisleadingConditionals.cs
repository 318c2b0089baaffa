using ScottPlot;

namespace Gmlm.Reproduce.Figures;

/// <summary>
/// The pitfall over the coupling: the excess loss of training at every mask size, and the distance of the joint distributions.
/// </summary>
public sealed class MisleadingConditionals() : FigureRecipe("conditionals-can-mislead")
{
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
