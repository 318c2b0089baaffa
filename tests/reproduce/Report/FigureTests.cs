using System.Text.RegularExpressions;
using Gmlm.Reproduce.Figures;
using Gmlm.Reproduce.Report;
using Xunit;

namespace Gmlm.Reproduce.Tests.Report;

public sealed class FigureTests
{
    private static IReadOnlyList<Figure> Draw(string id) => FigureGallery.Draw(Samples.Input().Experiments.Single(experiment => experiment.Id == id).Result!);

    [Xunit.Theory]
    [InlineData("figure-1", "figure-1 figure-1-all-masks")]
    [InlineData("figure-2", "figure-2 figure-2-all-masks")]
    [InlineData("figure-3", "figure-3 figure-3-independent")]
    [InlineData("information-equality", "")]
    public void AnExperimentHasItsFigures(string id, string names) =>
        Assert.Equal(names, string.Join(' ', Draw(id).Select(figure => figure.Name)));

    [Xunit.Theory]
    [InlineData("figure-1")]
    [InlineData("figure-3")]
    public void SameResultSameBytes(string id) =>
        Assert.Equal(Draw(id).Select(figure => figure.Svg()), Draw(id).Select(figure => figure.Svg()));

    // Without a font the text elements exist, but every glyph is at the same position.
    [Xunit.Theory]
    [InlineData("figure-1", "asymptotic")]
    [InlineData("figure-1", "k = 4")]
    [InlineData("figure-3", "k = 10")]
    [InlineData("figure-3", "10³")]
    public void TextIsSetInTheFontThatComesAlong(string id, string text)
    {
        var svg = Draw(id)[0].Svg();
        var element = Regex.Match(svg, $"<text[^>]* font-family=\"Inter\" x=\"([^\"]*)\"[^>]*>\\s*{text}\\s*</text>");
        Assert.True(element.Success, $"no text {text} in Inter");
        var advances = element.Groups[1].Value.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(double.Parse).ToArray();
        Assert.True(advances.Length >= 2 && advances.Zip(advances.Skip(1)).All(pair => pair.Second > pair.First + 0.5), "glyphs without widths");
    }

    // The font has a glyph for every character in a figure. Glyph number 0 is the one for missing characters.
    [Fact]
    public void TheFontHasTheCharacters()
    {
        FigureFont.Register();
        var font = new FigureFont().CreateTypeface("anything", false, false);
        Assert.Equal("Inter", font.FamilyName);
        Assert.DoesNotContain((ushort)0, font.GetGlyphs("0123456789⁰¹²³⁴⁵⁶⁷⁸⁹⁻·=₁₋−“”kJnR"));
    }

    [Fact]
    public void AnErrorBarThatReachesZeroIsDrawnOnALogarithmicAxis()
    {
        var figure = Draw("figure-1")[0];
        var widest = figure.Plot.GetPlottables<ScottPlot.Plottables.ErrorBar>().Select(bar => bar.YErrorPositive![0]);
        Assert.All(widest, half => Assert.True(half > 0 && double.IsFinite(half)));
    }

    [Xunit.Theory]
    [InlineData(0, "10⁰")]
    [InlineData(3, "10³")]
    [InlineData(-25, "10⁻²⁵")]
    public void PowersOfTen(int exponent, string text) => Assert.Equal(text, LogAxis.Power(exponent));

    [Fact]
    public void TicksOfALogarithmicAxisStandAtTheLogarithm()
    {
        var ticks = LogAxis.Ticks(-3, 0).Where(tick => tick.IsMajor).ToDictionary(tick => tick.Label, tick => tick.Position);
        Assert.Equal(-2, ticks["10⁻²"]);
        Assert.Contains(LogAxis.Ticks(-3, 0), tick => !tick.IsMajor && Math.Abs(tick.Position - Math.Log10(0.02)) < 1e-12);
    }

    [Fact]
    public void TenSeriesHaveTenColoursAndTenMarkers()
    {
        Assert.Equal(10, Enumerable.Range(0, 10).Select(i => Palette.Color(i, 10).ToHex()).Distinct().Count());
        Assert.Equal(10, Enumerable.Range(0, 10).Select(Palette.Marker).Distinct().Count());
    }

    [Fact]
    public void FiguresAreWrittenWithTheirSizeInPoints()
    {
        var folder = Directory.CreateTempSubdirectory("figures");
        try
        {
            ReportBuilder.Figures(Samples.Input(), Path.Combine(folder.FullName, "made"));
            var svg = File.ReadAllText(Path.Combine(folder.FullName, "made", "figure-1.svg"));
            Assert.Matches("width=\"\\d+pt\" height=\"\\d+pt\" viewBox=\"0 0 \\d+ \\d+\"", svg);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
