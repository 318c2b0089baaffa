using System.Text.RegularExpressions;
using ScottPlot;

namespace Gmlm.Reproduce.Figures;

/// <summary>Writes a plot as SVG text. The same plot gives the same text.</summary>
internal static partial class Svg
{
    /// <summary>
    /// Draws the plot with the unit point; without a unit a reader assumes pixels, and text of 8 pt becomes 6 pt. The left and right edges
    /// of the frame are written too, so that the template can centre the axis title below it.
    /// </summary>
    public static string Of(Plot plot, int width, int height)
    {
        var drawn = plot.GetSvgXml(width, height);
        var frame = plot.RenderManager.LastRender.DataRect;
        var text = drawn.ReplaceLineEndings("\n").Replace(
            $"width=\"{width}\" height=\"{height}\"",
            string.Create(
                CultureInfo.InvariantCulture,
                $"width=\"{width}pt\" height=\"{height}pt\" viewBox=\"0 0 {width} {height}\" "
                + $"data-frame=\"{frame.Left:0.#} {frame.Right:0.#}\""));

        // Skia numbers clip paths through the whole process; here they are numbered within the file.
        var names = new Dictionary<string, string>();
        return ClipPath().Replace(
            text, match => names.TryGetValue(match.Value, out var known) ? known : names[match.Value] = $"clip-{names.Count + 1}");
    }

    [GeneratedRegex(@"\bcl_[0-9a-f]+\b")]
    private static partial Regex ClipPath();
}
