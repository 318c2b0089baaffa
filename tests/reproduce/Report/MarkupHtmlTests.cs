using System.Xml.Linq;
using Gmlm.Reproduce.Figures;
using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Report;
using Gmlm.Reproduce.Report.Markup;
using Xunit;

namespace Gmlm.Reproduce.Tests.Report;

/// <summary>Typst markup as HTML.</summary>
public sealed class MarkupHtmlTests
{
    [Xunit.Theory]
    [InlineData("$theta^*$", "θ<sup>*</sup>")]
    [InlineData("$Gamma_(k+1) prec.eq Gamma_k$", "Γ<sub><i>k</i>+1</sub> ⪯ Γ<sub><i>k</i></sub>")]
    [InlineData("$cal(L)_\"PL\" (theta)$", "ℒ<sub>PL</sub>(θ)")]
    [InlineData("$bb(E) [-log p_theta (X)]$", "𝔼[−log <i>p</i><sub>θ</sub>(<i>X</i>)]")]
    [InlineData("$hat(theta)$, $hat(cal(L))$, $hat(x)$", "θ\u0302, ℒ\u0302, <i>x\u0302</i>")]
    [InlineData("$norm(H - G) \\/ norm(H)$", "‖<i>H</i> − <i>G</i>‖ / ‖<i>H</i>‖")]
    [InlineData("$sqrt(1/2 thin \"KL\"(p || q))$", "√(1/2\u2009KL(<i>p</i> ‖ <i>q</i>))")]
    [InlineData("$p(dot | x_(-K))$", "<i>p</i>(· | <i>x</i><sub>−<i>K</i></sub>)")]
    [InlineData("$max_i sum_j tanh |J_(i j)| < 1$", "max<sub><i>i</i></sub> ∑<sub><i>j</i></sub> tanh |<i>J</i><sub><i>i</i> <i>j</i></sub>| &lt; 1")]
    [InlineData("$10^(-4)$", "10<sup>−4</sup>")]
    [InlineData("$binom(N, k)$", "binom(<i>N</i>, <i>k</i>)")]
    [InlineData("$k (k - 1) >= 2 (k - 1)$", "<i>k</i>(<i>k</i> − 1) ≥ 2 (<i>k</i> − 1)")]
    [InlineData("$k in {1, ..., N}$", "<i>k</i> ∈ {1, …, <i>N</i>}")]
    [InlineData("$frobnicate(x) ) ( $", "frobnicate(<i>x</i>) )()")]
    [InlineData("$x_$", "<i>x</i>_")]
    public void AFormulaIsUnicodeText(string markup, string html)
    {
        var written = HtmlText.Of(MarkupHtml.Of(markup)).Replace("<span class=\"math\">", "").Replace("</span>", "");
        Assert.Equal(html, written);
    }

    [Xunit.Theory]
    [InlineData("test\\_2016, `a_b*c`, it's", "test_2016, <code>a_b*c</code>, it’s")]
    [InlineData("_worst margin_ and *not* so; snake_case_name 2*3*4", "<em>worst margin</em> and <strong>not</strong> so; snake_case_name 2*3*4")]
    [InlineData("costs 5 $ and `open", "costs 5 $ and `open")]
    [InlineData("a < b & c", "a &lt; b &amp; c")]
    [InlineData("", "")]
    public void MarkupOutsideFormulas(string markup, string html) => Assert.Equal(html, HtmlText.Of(MarkupHtml.Of(markup)));

    // Add a name that this test reports to MathSymbols: the page would print the name instead of the sign.
    [Fact]
    public void EveryNameInAFormulaOfTheReportIsKnown()
    {
        var claims = Registry.Discover().Experiments.SelectMany(experiment => experiment.Claims).ToArray();
        var figures = Samples.Input().Experiments.Where(experiment => experiment.Result is not null)
            .SelectMany(experiment => FigureGallery.Draw(experiment.Result!)).Select(figure => FigureText.Of(figure.Name));
        string[] markup =
        [
            .. claims.SelectMany(claim => (string[])[claim.Wording, claim.Method, claim.ControlMethod]),
            .. figures.Concat(PaperFigureTexts.All.Values).Concat(ClaimFigureTexts.All.Values)
                .SelectMany(text => (string[])[text.X, text.Y, text.Caption]),
            .. AbstractStatements.Of([]).SelectMany(statement => (string[])[statement.Says.Markup, statement.Finds.Markup]),
        ];
        Assert.True(markup.Length > 200);
        Assert.Equal(["frobnicate"], MarkupHtml.Unknown("$frobnicate + theta$"));
        Assert.Empty(markup.SelectMany(MarkupHtml.Unknown).Distinct());
    }

    [Fact]
    public void AnyTextIsConvertedAndKeepsItsLettersAndDigits()
    {
        static string Kept(string text) => string.Concat(text.Where(letter => letter is 'a' or 'b' or '1' or 'θ'));
        const string letters = "$_^()[]{}\\\"'`*#.,-<>=|/ ab1θ\ud835\udd3c";
        var random = Gmlm.Theory.Random.RandomStream.Fork(1, "markup");
        for (var i = 0; i < 20000; i++)
        {
            char[] drawn = [.. Enumerable.Range(0, 1 + (int)(20 * random.NextDouble())).Select(_ => letters[(int)(letters.Length * random.NextDouble())])];
            var nodes = MarkupHtml.Of(new string(drawn));
            Assert.NotEqual("", HtmlText.Of(nodes));
            Assert.Equal(Kept(new string(drawn)), Kept(string.Concat(nodes.Select(node => node is XElement element ? element.Value : ((XText)node).Value))));
        }
    }
}
