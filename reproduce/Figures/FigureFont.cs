using ScottPlot;
using SkiaSharp;

namespace Gmlm.Reproduce.Figures;

/// <summary>
/// The font Inter from this assembly, for every font name. ScottPlot takes fonts from the system, and on a system without fonts it
/// silently draws no text.
/// </summary>
internal sealed class FigureFont : IFontResolver
{
    /// <summary>The name of the font family in the SVG files; the report's template has the same font file.</summary>
    public const string Family = "Inter";

    private static readonly Lazy<SKTypeface> Typeface = new(Load);

    /// <summary>Registers the font before those of the system. Further calls have no effect.</summary>
    public static void Register()
    {
        lock (Typeface)
        {
            if (!Fonts.FontResolvers.OfType<FigureFont>().Any())
                Fonts.FontResolvers.Insert(0, new FigureFont());
            Fonts.Default = Family;
        }
    }

    public SKTypeface CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) => Typeface.Value;

    public SKTypeface CreateTypeface(string fontName, bool bold, bool italic) => Typeface.Value;

    private static SKTypeface Load()
    {
        using var file = typeof(FigureFont).Assembly.GetManifestResourceStream("Inter.ttf")
            ?? throw new InvalidOperationException("The font Inter.ttf is not in the assembly: build the project again.");
        return SKTypeface.FromStream(file);
    }
}
