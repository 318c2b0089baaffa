using ScottPlot;

namespace Gmlm.Reproduce.Figures;

/// <summary>The entries of a legend: a symbol and a label.</summary>
internal static class LegendEntries
{
    /// <summary>A series, by its marker and colour.</summary>
    public static LegendItem Marker(string label, Color color, MarkerShape marker) => new()
    {
        LabelText = label,
        MarkerStyle = new MarkerStyle(marker, 4.5f, color) { LineWidth = 0.9f, LineColor = color, OutlineWidth = 0 },
        LineWidth = 0,
    };

    /// <summary>A series, by its line or its marker or both.</summary>
    public static LegendItem Curve(string label, Color color, LinePattern? line, MarkerShape? marker)
    {
        var item = marker is { } shape ? Marker(label, color, shape) : Line(label, line ?? LinePattern.Solid, color);
        if (line is { } pattern)
            (item.LineWidth, item.LinePattern, item.LineColor) = (0.9f, pattern, color);
        return item;
    }

    /// <summary>A family of lines, by their pattern.</summary>
    public static LegendItem Line(string label, LinePattern pattern, Color? color = null) => new()
    {
        LabelText = label,
        MarkerStyle = MarkerStyle.None,
        LineWidth = 0.9f,
        LinePattern = pattern,
        LineColor = color ?? Colors.Gray,
    };
}
