using ScottPlot;

namespace Gmlm.Reproduce.Figures;

/// <summary>Legend entries: a symbol and a word.</summary>
internal static class LegendEntries
{
    /// <summary>A series: its marker in its colour.</summary>
    public static LegendItem Marker(string label, Color color, MarkerShape marker) => new()
    {
        LabelText = label,
        MarkerStyle = new MarkerStyle(marker, 4.5f, color) { LineWidth = 0.9f, LineColor = color, OutlineWidth = 0 },
        LineWidth = 0,
    };

    /// <summary>A series with its line and its marker, where it has them.</summary>
    public static LegendItem Curve(string label, Color color, LinePattern? line, MarkerShape? marker)
    {
        var item = marker is { } shape ? Marker(label, color, shape) : Line(label, line ?? LinePattern.Solid, color);
        if (line is { } pattern)
            (item.LineWidth, item.LinePattern, item.LineColor) = (0.9f, pattern, color);
        return item;
    }

    /// <summary>A family of lines, in no series' colour.</summary>
    public static LegendItem Line(string label, LinePattern pattern, Color? color = null) => new()
    {
        LabelText = label,
        MarkerStyle = MarkerStyle.None,
        LineWidth = 0.9f,
        LinePattern = pattern,
        LineColor = color ?? Colors.Gray,
    };
}
