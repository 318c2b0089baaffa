using System.Text.RegularExpressions;
using Gmlm.Reproduce.Figures;
using Gmlm.Reproduce.Tests.Report;
using ScottPlot.Plottables;
using Xunit;

namespace Gmlm.Reproduce.Tests.Figures;

public sealed class TeachingFigureTests
{
    public static TheoryData<string, string, string> Drawn => new()
    {
        { "mle-limit", "price-of-masking-less", "J = 0.05" },
        { "gap-monotone", "block-gaps", "k times the gap at k = 1" },
        { "conditionals-can-mislead", "misleading-conditionals", "excess loss, k = 3" },
        { "parallel-stationary", "parallel-distance", "h = 0.2" },
        { "separation", "two-samplers two-samplers-half", "10³⁰" },
        { "one-shot-error", "decoding-loss decoding-loss-large", "chain, J = 1" },
        { "ideal-decoding", "ideal-valid", "mask predict" },
        { "trained-pair", "trained-valid", "distilled, stutter" },
        { "quality-en-de", "bleu-en-de", "PaDIR, distilled" },
        { "quality-de-en", "bleu-de-en", "AR, greedy" },
    };

    public static TheoryData<string> Experiments => new(Drawn.Select(row => row.Data.Item1));

    private static IReadOnlyList<Figure> Draw(string experiment) => FigureGallery.Draw(MadeUp.Of(experiment));

    [Xunit.Theory]
    [MemberData(nameof(Drawn))]
    public void AStatementHasItsFiguresWithTheirTextAndTheSameBytesEachTime(string experiment, string names, string text)
    {
        var figures = Draw(experiment);
        Assert.Equal(names, string.Join(' ', figures.Select(figure => figure.Name)));
        Assert.Matches($">\\s*{Regex.Escape(text)}\\s*</text>", figures[0].Svg());
        Assert.Equal(figures.Select(figure => figure.Svg()), Draw(experiment).Select(figure => figure.Svg()));
    }

    [Xunit.Theory]
    [MemberData(nameof(Experiments))]
    public void EveryFigureHasACaption(string experiment)
    {
        foreach (var figure in Draw(experiment))
        {
            var text = FigureText.Of(figure.Name);
            Assert.All([text.X, text.Y, text.Caption, text.Alt], words => Assert.NotEqual("", words));
        }
    }

    [Xunit.Theory]
    [MemberData(nameof(Experiments))]
    public void AResultWithoutTheNumbersHasNoFigure(string experiment) =>
        Assert.Empty(FigureGallery.Draw(MadeUp.Of(experiment) with { Metrics = [], Series = [] }));

    // Two series with the same colour, pattern and marker could not be told apart.
    [Xunit.Theory]
    [MemberData(nameof(Experiments))]
    public void NoTwoEntriesOfALegendLookAlike(string experiment)
    {
        foreach (var figure in Draw(experiment))
        {
            var looks = figure.Plot.Legend.ManualItems.Select(item => (item.LineWidth > 0 ? item.LineColor.ToHex() : item.MarkerStyle.LineColor.ToHex(), item.LinePattern.Name, item.MarkerStyle.Shape, item.MarkerStyle.IsVisible)).ToArray();
            Assert.True(looks.Length > 1);
            Assert.Equal(looks.Length, looks.Distinct().Count());
        }
    }

    // At S = N the value is a rounding error, which would take up most of a logarithmic axis.
    [Fact]
    public void RoundingErrorsAreNotDrawn()
    {
        var low = Draw("one-shot-error")[0].Plot.GetPlottables<Scatter>().SelectMany(line => line.Data.GetScatterPoints()).Min(point => point.Y);
        Assert.InRange(low, Math.Log10(2.0 / 25) - 1e-9, Math.Log10(2.0 / 25) + 1e-9);
    }

    [Fact]
    public void TheFloorOfTheGapIsAMultipleOfTheGapOfOne()
    {
        var lines = Draw("gap-monotone")[0].Plot.GetPlottables<Scatter>().Select(line => line.Data.GetScatterPoints().Select(point => point.Y).ToArray()).ToArray();
        foreach (var floor in lines.Take(lines.Length / 2))
            Assert.Equal(Math.Log10(4), floor[3] - floor[0], 1e-9);
        Assert.Contains(lines.Skip(lines.Length / 2), gap => gap[3] - gap[0] > Math.Log10(4) + 0.1);
    }

    [Fact]
    public void TheTimesReachBeyondThirtyDecades()
    {
        var range = Draw("separation")[0].Plot.Axes.Left.Range;
        Assert.InRange(range.Max, 3.2 * 12, 3.4 * 12);
        Assert.InRange(range.Min, -3, 0);
    }

    // The template places the axis title under the frame, so it must know where the frame is.
    [Fact]
    public void AFigureRecordsThePositionOfItsFrame()
    {
        var frame = Regex.Match(Draw("separation")[0].Svg(), "width=\"(\\d+)pt\"[^>]* data-frame=\"([0-9.]+) ([0-9.]+)\"");
        Assert.True(frame.Success);
        var (width, left, right) = (double.Parse(frame.Groups[1].Value), double.Parse(frame.Groups[2].Value), double.Parse(frame.Groups[3].Value));
        Assert.True(left > 10 && left < right - 50 && right < width - 50, $"frame from {left} to {right} of {width}");
    }

    [Xunit.Theory]
    [InlineData(0, 2, "0 0.5 1 1.5 2")]
    [InlineData(0.98, 2.81, "1 1.5 2 2.5")]
    [InlineData(-1, 1, "−1 −0.5 0 0.5 1")]
    [InlineData(3, 3, "3")]
    public void TicksOfAProportionalAxisAreRound(double low, double high, string labels) =>
        Assert.Equal(labels, string.Join(' ', AxisScale.Linear.Ticks(low, high).Where(tick => tick.Position >= low && tick.Position <= high).Select(tick => tick.Label)));

    [Xunit.Theory]
    [InlineData(-17, 0, "10⁻¹⁵ 10⁻¹⁰ 10⁻⁵ 10⁰")]
    [InlineData(0, 38, "10⁰ 10⁵ 10¹⁰ 10¹⁵ 10²⁰ 10²⁵ 10³⁰ 10³⁵")]
    public void DozensOfDecadesHaveFewTicks(double low, double high, string labels) =>
        Assert.Equal(labels, string.Join(' ', AxisScale.Log.Ticks(low, high).Where(tick => tick.Position >= low && tick.Position <= high).Select(tick => tick.Label)));
}
