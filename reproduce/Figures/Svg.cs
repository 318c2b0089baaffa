using System.Text.RegularExpressions;
using ScottPlot;

namespace Gmlm.Reproduce.Figures;

/// <summary>A plot as SVG text: the same for the same plot.</summary>
internal static partial class Svg
{
    /// <summary>
    /// Draws it, its unit a point: without that a reader takes it for a pixel, and 8 pt text becomes 6 pt. The frame's left and right go
    /// along, for whoever sets the axis title under it.
    /// </summary>
    public static string Of(Plot plot, int width, int height)
    {
        var drawn = plot.GetSvgXml(width, height);
        var frame = plot.RenderManager.LastRender.DataRect;
        var text = drawn.ReplaceLineEndings("\n").Replace(
            $"width=\"{width}\" height=\"{height}\"",
            FormattableString.Invariant($"width=\"{width}pt\" height=\"{height}pt\" viewBox=\"0 0 {width} {height}\" data-frame=\"{frame.Left:0.#} {frame.Right:0.#}\""));

        // Skia counts clip paths from the start of the process; here they are counted from the start of the file.
        var names = new Dictionary<string, string>();
        return ClipPath().Replace(text, match => names.TryGetValue(match.Value, out var known) ? known : names[match.Value] = $"clip-{names.Count + 1}");
    }

    [GeneratedRegex(@"\bcl_[0-9a-f]+\b")]
    private static partial Regex ClipPath();
}
