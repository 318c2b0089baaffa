using ScottPlot;

namespace Gmlm.Reproduce.Figures;

/// <summary>A series drawn as a line, as markers on its points, or as both.</summary>
internal sealed record Curve(Series Series, Color Color, LinePattern? Pattern, MarkerShape? Marker = null);

/// <summary>The drawing of most figures: curves in one frame, with a legend beside it.</summary>
internal static class CurvePlot
{
    /// <summary>The curves of one family, each with its own colour and marker.</summary>
    public static IEnumerable<Curve> Family(IReadOnlyList<Series> series) =>
        series.Select((one, i) => new Curve(one, Palette.Color(i, series.Count), LinePattern.Solid, Palette.Marker(i)));

    /// <summary>Draws the curves, the first on top and first in the legend.</summary>
    /// <param name="name">The figure's name.</param>
    /// <param name="curves">The curves, with at least one point that has a coordinate on both axes.</param>
    /// <param name="x">The horizontal axis.</param>
    /// <param name="y">The vertical axis.</param>
    /// <param name="width">The width in points, with the legend.</param>
    /// <param name="height">The height in points.</param>
    /// <param name="legend">The entries of the legend; null for one entry per curve.</param>
    /// <param name="level">The value of a horizontal line; null for no line.</param>
    public static Figure Draw(
        string name,
        IReadOnlyList<Curve> curves,
        AxisScale x,
        AxisScale y,
        int width,
        int height,
        IEnumerable<LegendItem>? legend = null,
        double? level = null)
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
