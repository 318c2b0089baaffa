using Gmlm.Reproduce.Report;
using Xunit;

namespace Gmlm.Reproduce.Tests.Report;

public sealed class NumberModelTests
{
    [Xunit.Theory]
    [InlineData(0, "0", null)]
    [InlineData(1284, "1284", null)]
    [InlineData(28.263, "28.26", null)]
    [InlineData(0.98765, "0.9877", null)]
    [InlineData(9.99996, "10.00", null)]
    [InlineData(-0.5, "−0.5000", null)]
    [InlineData(1e-10, "1", -10)]
    [InlineData(-3.14159e-16, "−3.142", -16)]
    [InlineData(12345678, "1.235", 7)]
    [InlineData(double.NaN, "not a number", null)]
    [InlineData(double.NegativeInfinity, "−∞", null)]
    public void FourDigits(double value, string text, int? exponent) => Assert.Equal(new NumberModel(text, exponent), NumberModel.Of(value));

    [Fact]
    public void AMarginThatOnlyRoundsToAPowerOfTenKeepsItsDigits() => Assert.Equal(new NumberModel("−1.0", -12), NumberModel.Of(-1.03e-12, 2));

    [Xunit.Theory]
    [InlineData(0.041234, 0.00037, "0.04123", "0.00037")]
    [InlineData(12.3456, 0.42, "12.35", "0.42")]
    [InlineData(1234.6, 21, "1235", "21")]
    public void AsManyDigitsAsTheErrorAllows(double value, double standardError, string text, string error) =>
        Assert.Equal((new NumberModel(text), new NumberModel(error)), NumberModel.Of(value, standardError));

    [Xunit.Theory]
    [InlineData(0.42, "0.4 s")]
    [InlineData(12.3, "12 s")]
    [InlineData(210, "3 min 30 s")]
    [InlineData(7500, "2 h 5 min")]
    public void Durations(double seconds, string text) => Assert.Equal(text, RunFacts.Duration(seconds));
}
