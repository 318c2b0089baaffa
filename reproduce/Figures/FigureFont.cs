using ScottPlot;
using SkiaSharp;

namespace Gmlm.Reproduce.Figures;

/// <summary>
/// Inter, from this assembly. ScottPlot asks the system for fonts; where there are none it draws no text and says nothing, so every
/// name it asks for is answered with this one.
/// </summary>
internal sealed class FigureFont : IFontResolver
{
    /// <summary>The family's name, as the SVG file carries it; the report's template has the same file.</summary>
    public const string Family = "Inter";

    private static readonly Lazy<SKTypeface> Typeface = new(Load);

    /// <summary>Puts the font before the system's. Does nothing the second time.</summary>
    public static void Register()
    {
        lock (Typeface)
        {
            if (!Fonts.FontResolvers.OfType<FigureFont>().Any())
                Fonts.FontResolvers.Insert(0, new FigureFont());
            Fonts.Default = Family;
        }
    }

    /// <inheritdoc />
    public SKTypeface CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) => Typeface.Value;

    /// <inheritdoc />
    public SKTypeface CreateTypeface(string fontName, bool bold, bool italic) => Typeface.Value;

    private static SKTypeface Load()
    {
        using var file = typeof(FigureFont).Assembly.GetManifestResourceStream("Inter.ttf")
            ?? throw new InvalidOperationException("The font Inter.ttf is not in the assembly: build the project again.");
        return SKTypeface.FromStream(file);
    }
}
