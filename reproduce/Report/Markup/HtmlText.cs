using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Gmlm.Reproduce.Report.Markup;

/// <summary>Writes elements as HTML.</summary>
internal static class HtmlText
{
    private const char Replacement = '\ufffd';

    // The elements that have no end tag. A browser reads the short form of any other element as a start tag.
    private static readonly HashSet<string> Void =
        ["area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

    private static readonly XmlWriterSettings Settings = new()
    {
        ConformanceLevel = ConformanceLevel.Fragment,
        OmitXmlDeclaration = true,
        NewLineHandling = NewLineHandling.None,
    };

    /// <summary>The nodes as text. Characters that no document may hold, such as NUL, are replaced.</summary>
    public static string Of(params IEnumerable<XNode> nodes)
    {
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, Settings))
        {
            foreach (var node in nodes)
                Written(node).WriteTo(writer);
        }

        return text.ToString();
    }

    private static XNode Written(XNode node)
    {
        if (node is XText text)
            return new XText(Clean(text.Value));
        if (node is not XElement original)
            return node;
        var copy = new XElement(original);
        foreach (var inner in copy.DescendantNodes().OfType<XText>())
            inner.Value = Clean(inner.Value);
        foreach (var element in copy.DescendantsAndSelf().ToArray())
        {
            foreach (var attribute in element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration))
                attribute.Value = Clean(attribute.Value);
            if (element.IsEmpty && element.Name.Namespace == XNamespace.None && !Void.Contains(element.Name.LocalName))
                element.Value = "";
        }

        return copy;
    }

    private static string Clean(string text)
    {
        StringBuilder? clean = null;
        for (var i = 0; i < text.Length; i++)
        {
            var isPair = i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]);
            if (isPair)
            {
                i++;
            }
            else if (!XmlConvert.IsXmlChar(text[i]))
            {
                clean ??= new StringBuilder(text);
                clean[i] = Replacement;
            }
        }

        return clean?.ToString() ?? text;
    }
}
