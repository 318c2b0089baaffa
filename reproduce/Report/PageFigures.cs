using System.Xml.Linq;
using Gmlm.Reproduce.Report.Markup;

namespace Gmlm.Reproduce.Report;

/// <summary>
/// The drawings of the page, with the titles of their axes. Figures that are not the paper's are numbered after its three.
/// </summary>
/// <param name="svg">The text of a drawing, by its name.</param>
internal sealed class PageFigures(Func<string, string> svg)
{
    private const int PaperFigures = 3;

    private int _own;

    /// <summary>A figure. The calls must be in the report's order, since they number the figures.</summary>
    public XElement Of(FigureModel figure) => Tag.Of(
        "figure",
        Tag.With("id", $"figure-{figure.Name}"),
        Tag.Of("p.axis", MarkupHtml.Of(figure.Y.Markup)),
        InlineSvg.Of(svg(figure.Name), figure.Name, figure.Alt),
        Tag.Of("p.axis horizontal", MarkupHtml.Of(figure.X.Markup)),
        Tag.Of(
            "figcaption",
            Tag.Of("strong", $"Figure {figure.Number ?? $"{PaperFigures + ++_own}"}. "),
            MarkupHtml.Of(figure.Caption.Markup)));
}
