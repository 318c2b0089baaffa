using ScottPlot;

namespace Gmlm.Reproduce.Figures;

/// <summary>
/// Figures 1 and 2: the average squared error over the number of samples, on logarithmic axes. Each mask size has points with error bars,
/// and its asymptotic error is a line of the same colour. Fits that use every mask of every sample have a figure of their own.
/// </summary>
public sealed class ErrorCurves(string experiment) : FigureRecipe(experiment)
{
    public override IEnumerable<Figure> Draw(ExperimentResult result)
    {
        if (Panel(result, Experiment, "simulated", "asymptotic") is { } sampled)
            yield return sampled;
        if (Panel(result, Experiment + "-all-masks", "all-masks", "all-masks-asymptotic") is { } all)
            yield return all;
    }

    private static Figure? Panel(ExperimentResult result, string name, string measured, string predicted)
    {
        var points = result.Curves(measured);
        var lines = result.Curves(predicted);
        if (points.Count == 0)
            return null;
        var plot = JournalStyle.NewPlot();
        var painter = new SeriesPainter(plot, LogAxis.Position, LogAxis.Position);
        for (var i = 0; i < lines.Count; i++)
            painter.Line(lines[i], Palette.Color(i, lines.Count), LinePattern.DenselyDashed);
        // A shift of a tenth of the step between sample sizes separates the error bars of one size.
        for (var i = 0; i < points.Count; i++)
            painter.Points(points[i], Palette.Color(i, points.Count), Palette.Marker(i), 0.012 * (i - 0.5 * (points.Count - 1)));

        var (left, right, low, high) = painter.Extent;
        JournalStyle.Ticks(plot.Axes.Bottom, left, right, LogAxis.Ticks(left, right));
        JournalStyle.Ticks(plot.Axes.Left, low, high, LogAxis.Ticks(low, high));
        var entries = points.Select((series, i) => LegendEntries.Marker(series.Label, Palette.Color(i, points.Count), Palette.Marker(i)));
        JournalStyle.Legend(
            plot,
            lines.Count > 0 ? entries.Append(LegendEntries.Line("asymptotic", LinePattern.DenselyDashed)) : entries,
            Alignment.UpperRight);
        return new Figure(name, plot, 340, 210);
    }
}
