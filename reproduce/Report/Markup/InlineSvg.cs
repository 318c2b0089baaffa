using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Gmlm.Reproduce.Report.Markup;

/// <summary>Makes a drawing part of a page.</summary>
internal static partial class InlineSvg
{
    private static readonly XNamespace Links = "http://www.w3.org/1999/xlink";

    /// <summary>
    /// The drawing, named for readers who do not see it. Its identifiers begin with <paramref name="name"/>, since those of two drawings
    /// on one page must differ. It takes the width that the page gives it.
    /// </summary>
    /// <param name="svg">The text of the file.</param>
    /// <param name="name">The figure's name.</param>
    /// <param name="alt">What the drawing shows, as plain text.</param>
    /// <exception cref="System.Xml.XmlException">The text is not XML.</exception>
    public static XElement Of(string svg, string name, string alt)
    {
        var drawing = XElement.Parse(svg);
        foreach (var element in drawing.DescendantsAndSelf())
        {
            foreach (var attribute in element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration))
                attribute.Value = Prefixed(attribute, name);
        }

        foreach (var unused in (string[])["width", "height", "data-frame"])
            drawing.SetAttributeValue(unused, null);
        if (!drawing.Descendants().Attributes().Any(attribute => attribute.Name.Namespace == Links))
            drawing.Attributes().Where(attribute => attribute.IsNamespaceDeclaration && attribute.Value == Links.NamespaceName).Remove();
        drawing.SetAttributeValue("role", "img");
        drawing.SetAttributeValue("aria-label", alt);
        return drawing;
    }

    private static string Prefixed(XAttribute attribute, string name) => attribute.Name.LocalName switch
    {
        "id" => $"{name}-{attribute.Value}",
        "href" when attribute.Value.StartsWith('#') => $"#{name}-{attribute.Value[1..]}",
        _ => Reference().Replace(attribute.Value, match => $"url(#{name}-{match.Groups[1].Value})"),
    };

    [GeneratedRegex(@"url\(#([^)]+)\)")]
    private static partial Regex Reference();
}
