using Gmlm.Reproduce.Harness;
using ScottPlot;

namespace Gmlm.Reproduce.Figures;

/// <summary>Expected steps of both samplers from one mode to the other over the coupling, uncapped: dozens of decades.</summary>
public sealed class TwoSamplers : FigureRecipe
{
    private static readonly LinePattern[] Patterns = [LinePattern.Solid, LinePattern.DenselyDashed, LinePattern.Dotted];

    /// <inheritdoc />
    public override string Experiment => "separation";

    /// <inheritdoc />
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
        // In dozens of decades all lengths are one line.
        if (half.Count > 0)
            yield return CurvePlot.Draw("two-samplers-half", [.. half.Select((series, i) => new Curve(series, Palette.Color(i, half.Count), Patterns[i % Patterns.Length]))],
                AxisScale.Whole, AxisScale.Decades, 430, 120);
    }
}
