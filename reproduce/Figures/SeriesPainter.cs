using ScottPlot;

namespace Gmlm.Reproduce.Figures;

/// <summary>Draws series on axes that may be logarithmic.</summary>
/// <param name="plot">The plot.</param>
/// <param name="x">The coordinate of a value on the x axis.</param>
/// <param name="y">The coordinate of a value on the y axis; NaN for a value without one.</param>
internal sealed class SeriesPainter(Plot plot, Func<double, double> x, Func<double, double> y)
{
    private readonly List<double> _xs = [];
    private readonly List<double> _ys = [];

    /// <summary>The extent of everything drawn so far, including error bars.</summary>
    public (double Left, double Right, double Low, double High) Extent => (_xs.Min(), _xs.Max(), _ys.Min(), _ys.Max());

    /// <summary>
    /// Draws markers with error bars of half-length <see cref="SeriesPoint.Error"/>, shifted sideways by <paramref name="shift"/>.
    /// </summary>
    public void Points(Series series, Color color, MarkerShape marker, double shift = 0)
    {
        foreach (var point in Visible(series))
        {
            var (px, py) = (x(point.X) + shift, y(point.Y));
            if (point.Error is > 0 and var error)
            {
                var top = y(point.Y + error);
                var bottom = y(point.Y - error);
                // On a logarithmic axis an error bar that reaches zero has no lower end. It is drawn as long below the point as
                // above, without a cap.
                var open = double.IsNaN(bottom);
                Stroke(px, open ? py - (top - py) : bottom, top, color, !open);
            }
            Seen(px, py);
        }
        var markers = plot.Add.Markers(
            Visible(series).Select(p => x(p.X) + shift).ToArray(), Visible(series).Select(p => y(p.Y)).ToArray(), marker, 4.5f, color);
        markers.MarkerStyle.LineWidth = 0.9f;
        markers.MarkerStyle.LineColor = color;
        markers.MarkerStyle.OutlineWidth = 0;
    }

    /// <summary>Draws a line through the points.</summary>
    public void Line(Series series, Color color, LinePattern pattern, float width = 0.9f)
    {
        var points = Visible(series).ToArray();
        foreach (var point in points)
            Seen(x(point.X), y(point.Y));
        var line = plot.Add.ScatterLine(points.Select(p => x(p.X)).ToArray(), points.Select(p => y(p.Y)).ToArray(), color);
        line.LineWidth = width;
        line.LinePattern = pattern;
    }

    private IEnumerable<SeriesPoint> Visible(Series series) =>
        series.Points.Where(point => double.IsFinite(x(point.X)) && double.IsFinite(y(point.Y)));

    private void Stroke(double at, double bottom, double top, Color color, bool capped)
    {
        var bar = plot.Add.ErrorBar([at], [0.5 * (bottom + top)], [0.5 * (top - bottom)]);
        bar.Color = color;
        bar.LineWidth = 0.7f;
        bar.CapSize = capped ? 1.5f : 0;
        Seen(at, bottom);
        Seen(at, top);
    }

    private void Seen(double px, double py)
    {
        _xs.Add(px);
        _ys.Add(py);
    }
}
