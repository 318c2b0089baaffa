using ScottPlot;
using ScottPlot.AxisPanels;
using ScottPlot.TickGenerators;

namespace Gmlm.Reproduce.Figures;

/// <summary>The style of a journal's plots: small type, an open frame, a light grid, a legend without a border.</summary>
internal static class JournalStyle
{
    /// <summary>The size of all text, in points.</summary>
    public const float FontSize = 8;

    private static readonly Color Ink = Color.FromHex("#333333");

    /// <summary>An empty plot in the style. The template adds the axis titles, since it can typeset mathematics.</summary>
    public static Plot NewPlot()
    {
        FigureFont.Register();
        var plot = new Plot();
        plot.FigureBackground.Color = Colors.Transparent;
        plot.DataBackground.Color = Colors.Transparent;
        plot.Font.Set(FigureFont.Family);
        plot.Grid.MajorLineColor = Color.FromHex("#E6E6E6");
        plot.Grid.MajorLineWidth = 0.5f;
        plot.Axes.Right.IsVisible = false;
        // Room for the upper half of a tick label at the very top.
        plot.Axes.Top.FrameLineStyle.Width = 0;
        plot.Axes.Top.MinimumSize = plot.Axes.Top.MaximumSize = 5;
        plot.Axes.Top.TickGenerator = new EmptyTickGenerator();
        foreach (var axis in new IAxis[] { plot.Axes.Bottom, plot.Axes.Left })
        {
            axis.FrameLineStyle.Width = 0.6f;
            axis.FrameLineStyle.Color = Ink;
            axis.MajorTickStyle.Length = 3;
            axis.MajorTickStyle.Width = 0.6f;
            axis.MajorTickStyle.Color = Ink;
            axis.MinorTickStyle.Length = 1.7f;
            axis.MinorTickStyle.Width = 0.4f;
            axis.MinorTickStyle.Color = Ink;
            axis.TickLabelStyle.FontSize = FontSize;
            axis.TickLabelStyle.ForeColor = Ink;
        }
        // The template's axis title is placed close below the plot. On the left the padding stays, since wide tick labels need it.
        ((AxisBase)plot.Axes.Bottom).EmptyLabelPadding = PixelPadding.Zero;
        return plot;
    }

    /// <summary>Sets the ticks and the range of an axis. The range gets a small margin, and ticks outside of it are left out.</summary>
    public static void Ticks(IAxis axis, double low, double high, IEnumerable<Tick> ticks)
    {
        var air = high > low ? 0.03 * (high - low) : 0.5;
        axis.Range.Set(low - air, high + air);
        axis.TickGenerator = new NumericManual([.. ticks.Where(tick => tick.Position >= low - air && tick.Position <= high + air)]);
    }

    /// <summary>Adds a legend to the right of the frame, or inside of it.</summary>
    public static void Legend(Plot plot, IEnumerable<LegendItem> items, Alignment? inside = null)
    {
        var legend = plot.Legend;
        legend.IsVisible = true;
        legend.DisplayPlottableLegendItems = false;
        legend.ManualItems = [.. items];
        legend.FontSize = FontSize;
        legend.FontName = FigureFont.Family;
        legend.FontColor = Ink;
        legend.OutlineWidth = 0;
        legend.ShadowColor = Colors.Transparent;
        legend.BackgroundColor = inside is null ? Colors.Transparent : Colors.White.WithAlpha(0.8);
        legend.SymbolWidth = 16;
        legend.SymbolHeight = FontSize;
        legend.InterItemPadding = new PixelPadding(3, 3, 1.5f, 1.5f);
        legend.Padding = new PixelPadding(2);
        if (inside is { } corner)
        {
            legend.Alignment = corner;
            return;
        }
        // The panel draws the legend, so the plot itself must not draw it again.
        plot.ShowLegend(Edge.Right);
    }
}
