using ScottPlot;

namespace Gmlm.Reproduce.Figures;

/// <summary>A drawing ready to be written.</summary>
/// <param name="Name">File name without extension; the template's captions and axis titles go by it.</param>
/// <param name="Plot">What is drawn.</param>
/// <param name="Width">In points of the page.</param>
/// <param name="Height">In points of the page.</param>
public sealed record Figure(string Name, Plot Plot, int Width, int Height)
{
    /// <summary>Writes <c>Name.svg</c> into a folder, which must exist. Same drawing, same bytes.</summary>
    public void Save(string folder) => File.WriteAllText(Path.Combine(folder, Name + ".svg"), Svg());

    /// <summary>The drawing.</summary>
    public string Svg() => Figures.Svg.Of(Plot, Width, Height);
}
