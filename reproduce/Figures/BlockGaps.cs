using ScottPlot;

namespace Gmlm.Reproduce.Figures;

/// <summary>
/// The gap of block dynamics over the block size, one curve per coupling, and below each its lower bound, k times the gap of blocks of one.
/// </summary>
public sealed class BlockGaps() : FigureRecipe("gap-monotone")
{
    public override IEnumerable<Figure> Draw(ExperimentResult result)
    {
        var gaps = result.Curves("gap");
        if (gaps.Count == 0)
            yield break;
        Curve[] solid = [.. CurvePlot.Family(gaps)];
        var floors = solid.Select(curve => curve with { Series = Floor(curve.Series), Pattern = LinePattern.DenselyDashed, Marker = null });
        yield return CurvePlot.Draw("block-gaps", [.. solid, .. floors], AxisScale.Whole, AxisScale.Log, 360, 210,
            [.. solid.Select(CurvePlot.Entry), LegendEntries.Line("k times the gap at k = 1", LinePattern.DenselyDashed)]);
    }

    private static Series Floor(Series gaps) =>
        gaps with { Points = [.. gaps.Points.Select(point => new SeriesPoint(point.X, point.X * gaps.Points[0].Y / gaps.Points[0].X))] };
}
