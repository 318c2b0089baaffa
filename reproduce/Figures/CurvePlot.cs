using Gmlm.Reproduce.Harness;
using ScottPlot;

namespace Gmlm.Reproduce.Figures;

/// <summary>A line through a series, or a marker on each of its points where there are few, or both.</summary>
internal sealed record Curve(Series Series, Color Color, LinePattern? Pattern, MarkerShape? Marker = null);

/// <summary>The drawing most figures are: curves in one frame and a legend beside it.</summary>
internal static class CurvePlot
{
    /// <summary>Curves of one family: a colour and a marker each.</summary>
    public static IEnumerable<Curve> Family(IReadOnlyList<Series> series) =>
        series.Select((one, i) => new Curve(one, Palette.Color(i, series.Count), LinePattern.Solid, Palette.Marker(i)));

    /// <summary>Draws the curves, the first on top and first in the legend.</summary>
    /// <param name="name">The figure's name.</param>
    /// <param name="curves">At least one point that has a place on both axes.</param>
    /// <param name="x">The horizontal axis.</param>
    /// <param name="y">The vertical axis.</param>
    /// <param name="width">In points, the legend included.</param>
    /// <param name="height">In points.</param>
    /// <param name="legend">What the legend says; each curve by its label when null.</param>
    /// <param name="level">A horizontal line at this value, if any.</param>
    public static Figure Draw(string name, IReadOnlyList<Curve> curves, AxisScale x, AxisScale y, int width, int height, IEnumerable<LegendItem>? legend = null, double? level = null)
    {
        var plot = JournalStyle.NewPlot();
        if (level is { } value)
            plot.Add.HorizontalLine(y.Position(value), 0.9f, Colors.Gray, LinePattern.Dotted);
        var painter = new SeriesPainter(plot, x.Position, y.Position);
        foreach (var curve in curves.Reverse())
        {
            if (curve.Pattern is { } pattern)
                painter.Line(curve.Series, curve.Color, pattern);
            if (curve.Marker is { } marker)
                painter.Points(curve.Series, curve.Color, marker);
        }
        var (left, right, low, high) = painter.Extent;
        JournalStyle.Ticks(plot.Axes.Bottom, left, right, x.Ticks(left, right));
        JournalStyle.Ticks(plot.Axes.Left, low, high, y.Ticks(low, high));
        JournalStyle.Legend(plot, legend ?? curves.Select(Entry));
        return new Figure(name, plot, width, height);
    }

    /// <summary>A curve's entry in the legend.</summary>
    public static LegendItem Entry(Curve curve) => LegendEntries.Curve(curve.Series.Label, curve.Color, curve.Pattern, curve.Marker);
}
