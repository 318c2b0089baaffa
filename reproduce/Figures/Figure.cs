using ScottPlot;

namespace Gmlm.Reproduce.Figures;

/// <summary>A drawing ready to be written.</summary>
/// <param name="Name">The file name without extension, by which the template finds the caption and the axis titles.</param>
/// <param name="Plot">The plot.</param>
/// <param name="Width">The width in points of the page.</param>
/// <param name="Height">The height in points of the page.</param>
public sealed record Figure(string Name, Plot Plot, int Width, int Height)
{
    /// <summary>Writes <c>Name.svg</c> into an existing folder. The same drawing gives the same bytes.</summary>
    public void Save(string folder) => File.WriteAllText(Path.Combine(folder, Name + ".svg"), Svg());

    /// <summary>The drawing as SVG text.</summary>
    public string Svg() => Figures.Svg.Of(Plot, Width, Height);
}
