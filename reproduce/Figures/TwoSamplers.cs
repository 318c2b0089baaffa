using ScottPlot;

namespace Gmlm.Reproduce.Figures;

/// <summary>
/// The expected steps of both samplers from one mode to the other over the coupling, without a cap, over dozens of decades.
/// </summary>
public sealed class TwoSamplers() : FigureRecipe("separation")
{
    private static readonly LinePattern[] Patterns = [LinePattern.Solid, LinePattern.DenselyDashed, LinePattern.Dotted];

    public override IEnumerable<Figure> Draw(ExperimentResult result)
    {
        var half = result.Curves("k-gibbs");
        var least = result.Curves("k-gibbs-least");
        var independent = result.Curves("independent");
        Curve[] curves =
        [
            .. independent.Select(series => new Curve(series, Colors.Black, LinePattern.Solid)),
            .. result.Curves("independent-bound").Select(series => new Curve(series, Colors.Black, LinePattern.DenselyDashed)),
            .. least.Select((series, i) => new Curve(series, Palette.Color(i, least.Count), LinePattern.DenselyDashed)),
            .. half.Select((series, i) => new Curve(series, Palette.Color(i, half.Count), LinePattern.Solid)),
        ];
        if (curves.Length > 0)
            yield return CurvePlot.Draw("two-samplers", curves, AxisScale.Whole, AxisScale.Decades, 430, 220,
                [.. curves.Select(CurvePlot.Entry), LegendEntries.Line("10³⁰ steps", LinePattern.Dotted)], level: 30);
        // On an axis of dozens of decades the lines of all lengths coincide, so they have a figure of their own.
        if (half.Count > 0)
            yield return CurvePlot.Draw(
                "two-samplers-half",
                [.. half.Select((series, i) => new Curve(series, Palette.Color(i, half.Count), Patterns[i % Patterns.Length]))],
                AxisScale.Whole,
                AxisScale.Decades,
                430,
                120);
    }
}
