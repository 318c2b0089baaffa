using System.Globalization;
using Gmlm.Reproduce.Figures;
using Gmlm.Reproduce.Harness;
using Xunit;

namespace Gmlm.Reproduce.Tests.Figures;

public sealed class MetricCurvesTests
{
    private static Metric[] Metrics(params string[] names) => [.. names.Select((name, i) => new Metric(name, i, "", null, Tolerance.Exact))];

    private static string Text(IEnumerable<Series> curves) => string.Join("; ", curves.Select(curve =>
        curve.Label + ": " + string.Join(' ', curve.Points.Select(point => FormattableString.Invariant($"{point.X}→{point.Y}")))));

    [Xunit.Theory]
    [InlineData("gap.j{curve}.k{x}", "J = {0}", "J = 0.3: 1→1 2→0; J = 1: 2→2")]
    [InlineData("gap.j{x}.k{curve}", "k = {0}", "k = 2: 0.3→0 1→2; k = 1: 0.3→1")]
    [InlineData("tv.j{x}", "distance", "distance: 1.5→3")]
    [InlineData("gap.h{curve}.k{x}", "h = {0}", "")]
    public void EveryCurveHasItsPointsInOrder(string pattern, string label, string curves) =>
        Assert.Equal(curves, Text(MetricCurves.Of(Metrics("gap.j0.3.k2", "gap.j0.3.k1", "gap.j1.k2", "tv.j1.5", "margin.gap"), pattern, label)));

    // A name with a prefix or with a further part does not match.
    [Fact]
    public void OtherNamesAreIgnored() =>
        Assert.Empty(MetricCurves.Of(Metrics("strong.gap.k1", "gap.k1.residual", "gapxk1", "gap.kappa"), "gap.k{x}", ""));

    [Xunit.Theory]
    [InlineData("x.j-0.5", -0.5)]
    [InlineData("x.j1E-05", 1e-5)]
    [InlineData("x.j1250", 1250)]
    public void NumbersHaveADecimalPointWhateverTheLanguage(string name, double x)
    {
        var language = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NumberGroupSeparator = "." } };
            Assert.Equal(x, MetricCurves.Of(Metrics(name), "x.j{x}", "")[0].Points[0].X);
        }
        finally
        {
            CultureInfo.CurrentCulture = language;
        }
    }

    [Fact]
    public void APatternWithoutACoordinateIsRefused() =>
        Assert.Throws<ArgumentException>(() => MetricCurves.Of(Metrics("gap"), "gap", ""));
}
