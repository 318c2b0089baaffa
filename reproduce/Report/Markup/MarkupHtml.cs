using System.Text;
using System.Xml.Linq;

namespace Gmlm.Reproduce.Report.Markup;

/// <summary>
/// The Typst markup of wordings and captions as HTML: formulas, code, emphasis and escaped characters. Any other markup stays as written.
/// </summary>
internal static class MarkupHtml
{
    /// <summary>The markup as nodes, which may be placed inside a paragraph.</summary>
    public static IReadOnlyList<XNode> Of(string markup) => Convert(markup).Nodes;

    /// <summary>The names in the formulas that are not known, and are therefore printed as they stand.</summary>
    public static IReadOnlyList<string> Unknown(string markup) => Convert(markup).Unknown;

    private static (List<XNode> Nodes, List<string> Unknown) Convert(string markup)
    {
        List<XNode> nodes = [];
        List<string> unknown = [];
        var text = new StringBuilder();
        void End()
        {
            if (text.Length > 0)
                nodes.Add(new XText(text.ToString()));
            text.Clear();
        }

        for (var i = 0; i < markup.Length; i++)
        {
            if (markup[i] == '\\' && i + 1 < markup.Length)
            {
                text.Append(markup[++i]);
            }
            else if (Enclosed(markup, i) is { } inner)
            {
                End();
                if (markup[i] == '$')
                {
                    var (formula, names) = MathHtml.Of(inner);
                    nodes.Add(formula);
                    unknown.AddRange(names);
                }
                else
                {
                    nodes.Add(new XElement(
                        markup[i] == '`' ? "code" : markup[i] == '_' ? "em" : "strong", markup[i] == '`' ? inner : (object)Of(inner)));
                }

                i += inner.Length + 1;
            }
            else
            {
                text.Append(markup[i] switch { '\'' => '’', '~' => '\u00a0', _ => markup[i] });
            }
        }

        End();
        return (nodes, unknown);
    }

    // What the sign at a place encloses; null for a sign that has no partner. Signs of emphasis enclose whole words.
    private static string? Enclosed(string markup, int place)
    {
        var sign = markup[place];
        if (sign is not ('$' or '`' or '_' or '*') || (sign is '_' or '*' && place > 0 && char.IsLetterOrDigit(markup[place - 1])))
            return null;
        for (var end = markup.IndexOf(sign, place + 1); end > place + 1; end = markup.IndexOf(sign, end + 1))
        {
            var isInsideWord = sign is '_' or '*' && end + 1 < markup.Length && char.IsLetterOrDigit(markup[end + 1]);
            if (!isInsideWord && markup[end - 1] != '\\')
                return markup[(place + 1)..end];
        }

        return null;
    }
}
