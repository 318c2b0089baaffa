using System.Net;
using System.Text;
using System.Xml.Linq;

namespace Gmlm.Reproduce.Report.Markup;

/// <summary>Texts inside Markdown.</summary>
internal static class MarkdownCell
{
    private const string Signs = @"\`*_[]#|~";

    /// <summary>A plain text in one line, in which no character is markup, for a table or a list.</summary>
    public static string Of(string text)
    {
        var cell = new StringBuilder();
        foreach (var letter in OneLine(text))
        {
            if (Signs.Contains(letter, StringComparison.Ordinal))
                cell.Append('\\');
            cell.Append(letter is '<' or '>' or '&' ? WebUtility.HtmlEncode(letter.ToString()) : letter.ToString());
        }

        return cell.ToString();
    }

    /// <summary>Typst markup in one line, as HTML inside Markdown.</summary>
    public static string OfMarkup(string markup) => OneLine(string.Concat(MarkupHtml.Of(markup).Select(Piece)));

    private static string Piece(XNode node) => node switch
    {
        XText text => Of(text.Value),
        XElement { Name.LocalName: "code" } code => $"<code>{Of(code.Value)}</code>",
        XElement { Name.LocalName: "span" } formula => string.Concat(formula.Nodes().Select(Piece)),
        XElement element => $"<{element.Name.LocalName}>{string.Concat(element.Nodes().Select(Piece))}</{element.Name.LocalName}>",
        _ => "",
    };

    private static string OneLine(string text) => string.Join(' ', text.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries));
}
