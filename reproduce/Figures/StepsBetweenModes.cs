using ScottPlot;

namespace Gmlm.Reproduce.Figures;

/// <summary>
/// The steps of the k-Gibbs sampler from the smaller to the larger mode over the coupling, one series per block size, with the
/// exact expected number as a line; and, in a figure of its own, the exact probability that the independent parallel sampler
/// reaches the larger mode.
/// </summary>
public sealed class StepsBetweenModes() : FigureRecipe("figure-3")
{
    public override IEnumerable<Figure> Draw(ExperimentResult result)
    {
        if (result.Curves("simulated") is { Count: > 0 } points)
            yield return Steps(points, result.Curves("exact"));
        if (result.Curves("independent") is { Count: > 0 } probabilities)
            yield return Probability(
                probabilities,
                result.Curves("independent-bound"),
                result.Metrics.FirstOrDefault(metric => metric.Name == "never-from")?.Value);
    }

    private static Figure Steps(IReadOnlyList<Series> points, IReadOnlyList<Series> lines)
    {
        var plot = JournalStyle.NewPlot();
        // The axis begins at one step, since zero has no logarithm.
        var painter = new SeriesPainter(plot, value => value, LogAxis.Position);
        for (var i = 0; i < lines.Count; i++)
            painter.Line(lines[i], Palette.Color(i, lines.Count), LinePattern.Solid, 0.7f);
        for (var i = 0; i < points.Count; i++)
            painter.Points(points[i], Palette.Color(i, points.Count), Palette.Marker(i), 0.026 * (i - 0.5 * (points.Count - 1)));

        var (left, right, low, high) = painter.Extent;
        JournalStyle.Ticks(plot.Axes.Bottom, left, right, AxisScale.Whole.Ticks(left, right));
        JournalStyle.Ticks(plot.Axes.Left, Math.Min(low, 0), high, LogAxis.Ticks(low, high));
        var entries = points.Select((series, i) => LegendEntries.Marker(series.Label, Palette.Color(i, points.Count), Palette.Marker(i)));
        JournalStyle.Legend(plot, lines.Count > 0 ? entries.Append(LegendEntries.Line("exact", LinePattern.Solid)) : entries);
        return new Figure("figure-3", plot, 400, 230);
    }

    private static Figure Probability(IReadOnlyList<Series> probabilities, IReadOnlyList<Series> bounds, double? never)
    {
        var plot = JournalStyle.NewPlot();
        // These series are given as log₁₀ of a probability, since most of the probabilities underflow.
        var painter = new SeriesPainter(plot, value => value, value => value);
        var all = probabilities.Concat(bounds).ToArray();
        for (var i = 0; i < all.Length; i++)
            painter.Line(all[i], Palette.Color(i, all.Length), Pattern(i));
        var (left, right, low, high) = painter.Extent;
        JournalStyle.Ticks(plot.Axes.Bottom, left, right, AxisScale.Whole.Ticks(left, right));
        JournalStyle.Ticks(plot.Axes.Left, low, high, LogAxis.Decades(low, high));
        var entries = all.Select((series, i) => LegendEntries.Line(series.Label, Pattern(i), Palette.Color(i, all.Length))).ToList();
        if (never is { } from)
        {
            plot.Add.VerticalLine(from, 0.9f, Colors.Gray, LinePattern.Dotted);
            entries.Add(LegendEntries.Line("“never” from here on", LinePattern.Dotted));
        }
        JournalStyle.Legend(plot, entries);
        return new Figure("figure-3-independent", plot, 430, 160);

        LinePattern Pattern(int i) => i < probabilities.Count ? LinePattern.Solid : LinePattern.DenselyDashed;
    }
}
