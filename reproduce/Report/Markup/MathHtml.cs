using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Gmlm.Reproduce.Report.Markup;

/// <summary>
/// A formula of Typst as HTML: Unicode text with variables in italics, and raised and lowered parts. The order of the source is kept, so a
/// construct that is not known is still readable.
/// </summary>
internal sealed partial class MathHtml
{
    private readonly string _formula;
    private readonly List<string> _unknown = [];
    private int _place;

    private MathHtml(string formula) => _formula = formula;

    /// <summary>The formula as an element, and its names that are not known, which are printed as they stand.</summary>
    /// <param name="formula">The source between the dollar signs.</param>
    public static (XElement Html, IReadOnlyList<string> Unknown) Of(string formula)
    {
        var parser = new MathHtml(formula.Trim());
        var pieces = parser.Sequence("");
        var html = new XElement("span", new XAttribute("class", "math"), pieces);
        return (html, parser._unknown);
    }

    // Everything up to one of the characters, or to the end.
    private List<XNode> Sequence(string ends)
    {
        List<XNode> pieces = [];
        var isCallable = false;
        while (_place < _formula.Length && !ends.Contains(_formula[_place], StringComparison.Ordinal))
        {
            if (char.IsWhiteSpace(_formula[_place]))
            {
                Space(pieces, isCallable);
                continue;
            }

            var (atom, callable) = Atom();
            var attached = Attachments();
            pieces.AddRange(atom);
            pieces.AddRange(attached);
            isCallable = callable || attached.Count > 0;
        }

        return pieces;
    }

    // A space before the argument of a function is dropped; Typst needs some of them so that the brackets are not a call.
    private void Space(List<XNode> pieces, bool isCallable)
    {
        while (_place < _formula.Length && char.IsWhiteSpace(_formula[_place]))
            _place++;
        var isBeforeArgument = _place < _formula.Length && _formula[_place] is '(' or '[';
        var isBesideThin = (pieces.LastOrDefault() as XText)?.Value.EndsWith('\u2009') == true || NameAt() == "thin";
        if (!(isCallable && isBeforeArgument) && !isBesideThin && pieces.Count > 0)
            pieces.Add(new XText(" "));
    }

    private (List<XNode> Pieces, bool IsCallable) Atom()
    {
        var first = _formula[_place];
        if (first == '"')
            return ([new XText(Quoted())], true);
        if (first == '\\' && _place + 1 < _formula.Length)
            return (Characters(_formula.Substring(_place + 1, 1), 2), false);
        if (NameAt() is { } name)
            return Name(name);
        if (first == '(')
            return ([new XText("("), .. Bracketed(), new XText(")")], true);
        if (NumberAt(_place) is { Length: > 0 } number)
            return (Characters(number, number.Length), false);
        if (MathSymbols.SignAt(_formula, _place) is { } sign)
            return (Characters(MathSymbols.Printed(sign), sign.Length), false);
        var length = char.IsHighSurrogate(first) && _place + 1 < _formula.Length ? 2 : 1;
        return (Characters(MathSymbols.Printed(_formula.Substring(_place, length)), length), first is ')' or ']' or '\'');
    }

    private List<XNode> Characters(string text, int length)
    {
        _place += length;
        return [new XText(text)];
    }

    private (List<XNode> Pieces, bool IsCallable) Name(string name)
    {
        _place += name.Length;
        if (_place < _formula.Length && _formula[_place] == '(' && Call(name) is { } called)
            return (called, true);
        if (name.Length == 1)
            return ([new XElement("i", name)], true);
        if (MathSymbols.Of(name) is { } symbol)
            return ([new XText(symbol)], char.IsLetter(symbol, 0));
        if (!MathSymbols.IsOperator(name))
            _unknown.Add(name);
        return ([new XText(name)], false);
    }

    // A call of a function that is known; null leaves the place before the bracket.
    private List<XNode>? Call(string function) => function switch
    {
        "cal" => [new XText(MathSymbols.Script(Text()))],
        "bb" => [new XText(MathSymbols.Struck(Text()))],
        "hat" => Accented('\u0302'),
        "tilde" => Accented('\u0303'),
        "macron" or "overline" => Accented('\u0304'),
        "sqrt" => [new XText("√("), .. Bracketed(), new XText(")")],
        "norm" => [new XText("‖"), .. Bracketed(), new XText("‖")],
        "abs" => [new XText("|"), .. Bracketed(), new XText("|")],
        "floor" => [new XText("⌊"), .. Bracketed(), new XText("⌋")],
        "ceil" => [new XText("⌈"), .. Bracketed(), new XText("⌉")],
        "binom" => [new XText("binom("), .. Bracketed(), new XText(")")],
        "op" or "upright" or "bold" or "italic" => Bracketed(),
        _ => null,
    };

    private List<XNode> Accented(char accent)
    {
        var inner = Bracketed();
        return inner is [XText single] ? [new XText(single.Value + accent)]
            : inner is [XElement { Name.LocalName: "i" } letter] ? [new XElement("i", letter.Value + accent)]
            : [.. inner.Take(1).Select(node => Raised(node, accent)), .. inner.Skip(1)];
    }

    private static XNode Raised(XNode node, char accent) => node is XText text ? new XText(text.Value + accent) : node;

    private string Text() => string.Concat(Bracketed().Select(node => node is XElement element ? element.Value : ((XText)node).Value));

    // What stands between round brackets, the place being at the opening one.
    private List<XNode> Bracketed()
    {
        _place++;
        var inner = Sequence(")");
        if (_place < _formula.Length)
            _place++;
        return inner;
    }

    private List<XNode> Attachments()
    {
        List<XNode> attached = [];
        while (_place + 1 < _formula.Length && _formula[_place] is '_' or '^')
        {
            var tag = _formula[_place++] == '_' ? "sub" : "sup";
            attached.Add(new XElement(tag, _formula[_place] == '(' ? Bracketed() : Atom().Pieces));
        }

        return attached;
    }

    private string Quoted()
    {
        var text = new StringBuilder();
        for (_place++; _place < _formula.Length && _formula[_place] != '"'; _place++)
        {
            if (_formula[_place] == '\\' && _place + 1 < _formula.Length)
                _place++;
            text.Append(_formula[_place]);
        }

        _place++;
        return text.ToString();
    }

    private string? NameAt() => NameHere().Match(_formula, _place) is { Success: true } match ? match.Value : null;

    private string NumberAt(int place) => NumberHere().Match(_formula, place).Value;

    [GeneratedRegex(@"\G[A-Za-z]+(\.[a-z]+)*")]
    private static partial Regex NameHere();

    [GeneratedRegex(@"\G[0-9]+(\.[0-9]+)?")]
    private static partial Regex NumberHere();
}
