using System.Text.Json;
using CsCheck;
using Gmlm.Reproduce.Harness;
using Xunit;

namespace Gmlm.Reproduce.Tests.Harness;

public sealed class LineJsonTests
{
    [Fact]
    public void AMetricIsALine()
    {
        var lines = LineJson.Write(StubExperiment.Result("one", 1.5)).Split('\n');
        Assert.Contains(lines, line => line.Contains("\"name\": \"value\"") && line.Contains("\"value\": 1.5") && line.Contains("absolute"));
    }

    [Fact]
    public void NumbersRoundTrip() => Gen.Double.Sample(value =>
    {
        var metric = new Metric("m", value, "", null, Tolerance.Exact);
        Assert.Equal(metric, LineJson.Read<Metric>(LineJson.Write(metric)));
    });

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(5e-324)]
    public void SpecialNumbersRoundTrip(double value) =>
        Assert.Equal(value, LineJson.Read<Metric>(LineJson.Write(new Metric("m", value, "", null, Tolerance.Exact))).Value);

    [Theory]
    [InlineData("""{"name": "m", "unit": "", "standardError": null, "tolerance": {"class": "exact", "size": 0}}""")] // no value
    [InlineData("""{"name": "m", "value": 1, "unit": "", "standardError": null, "tolerance": {"class": "loose", "size": 0}}""")] // no such class
    [InlineData("""{"name": "m", "value": 1, "unit": "", "standardError": null, "tolerance": {"class": "exact", "size": 0}, "extra": 1}""")]
    [InlineData("null")]
    [InlineData("{")]
    public void IncompleteJsonIsRefused(string text) => Assert.Throws<JsonException>(() => LineJson.Read<Metric>(text));
}
