using System.Xml.Linq;
using Gmlm.Reproduce.Report;
using Gmlm.Reproduce.Report.Markup;
using Xunit;

namespace Gmlm.Reproduce.Tests.Report;

/// <summary>The pieces that the page is written with.</summary>
public sealed class MarkupTests
{
    [Fact]
    public void AnEmptyElementHasAnEndTagUnlessHtmlHasNone()
    {
        XNamespace svg = "http://www.w3.org/2000/svg";
        Assert.Equal("<td></td><br /><p><output></output></p>", HtmlText.Of(new XElement("td"), new XElement("br"), new XElement("p", new XElement("output"))));
        Assert.Equal("<svg xmlns=\"http://www.w3.org/2000/svg\"><path /></svg>", HtmlText.Of(new XElement(svg + "svg", new XElement(svg + "path"))));
    }

    [Fact]
    public void TextsAndAttributesAreEscaped() => Assert.Equal(
        "<p title=\"&lt;&quot;&amp;\">&lt;b&gt; &amp; \ufffd\ufffd𝔼</p>",
        HtmlText.Of(Tag.Of("p", Tag.With("title", "<\"&"), "<b> & \0\udc00𝔼")));

    [Fact]
    public void TwoDrawingsOnOnePageShareNoName()
    {
        const string svg = """
            <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9pt" height="9pt" viewBox="0 0 9 9" data-frame="1 2">
              <clipPath id="clip-1"><rect width="1"/></clipPath><g clip-path="url(#clip-1)"><use xlink:href="#clip-1"/></g>
            </svg>
            """;
        var drawing = HtmlText.Of(InlineSvg.Of(svg, "one", "A \"drawing\""));
        Assert.Contains("id=\"one-clip-1\"", drawing, StringComparison.Ordinal);
        Assert.Contains("url(#one-clip-1)", drawing, StringComparison.Ordinal);
        Assert.Contains("href=\"#one-clip-1\"", drawing, StringComparison.Ordinal);
        Assert.Contains("viewBox=\"0 0 9 9\" role=\"img\" aria-label=\"A &quot;drawing&quot;\"", drawing, StringComparison.Ordinal);
        Assert.DoesNotContain("9pt", drawing, StringComparison.Ordinal);
    }

    [Fact]
    public void ATraceIsReadFromItsTable()
    {
        var traces = DecodingTraces.Of(Table(BesideThePdf.Traces().Rows));
        Assert.Equal(["A man sleeps.", "Two (2) dogs."], traces.Select(trace => trace.Source));
        Assert.Equal([3, 1], traces.Select(trace => trace.Iterations.Count));
        Assert.Equal([new("▁Ein", false, false), new("▁Mann", true, false), new("▁Mann", true, false), new(".", false, false)], traces[0].Iterations[0]);
        Assert.Equal([new("▁Ein", false, false), new("▁Mann", false, false), new("▁schläft", false, true), new(".", false, false)], traces[0].Iterations[1]);
        Assert.Equal([("▁Zwei", false), ("(", false), ("2", true), (")", true), ("▁Hunde", false)], traces[1].Iterations[0].Select(cell => (cell.Piece, cell.IsRemasked)));
    }

    [Fact]
    public void ATableOfAnotherKindHoldsNoTrace()
    {
        Assert.Empty(DecodingTraces.Of(Table([["1", "2"]])));
        Assert.Empty(DecodingTraces.Of(Table([["1. source", "a"], ["reference", "b"], ["output", "c"]])));
        Assert.Empty(DecodingTraces.Of(Table([["1. source", "a"], ["reference", "b"], ["iteration 1", "c"], ["output", "c"], ["total", "1", "2"]])));
        Assert.Empty(DecodingTraces.Of(Table([])));
    }

    private static TableModel Table(IReadOnlyList<IReadOnlyList<string>> rows) => new("table", new MarkupModel("", ""), ["", ""], [false, false], rows);
}
