using System.Globalization;
using Gmlm.Reproduce.Harness;
using Xunit;

namespace Gmlm.Reproduce.Tests.Harness;

/// <summary>Numbers are written alike on every machine, with a decimal point.</summary>
public sealed class FormatTests
{
    [Fact]
    public void NumbersHaveADecimalPointWhateverTheLanguage()
    {
        var language = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NumberGroupSeparator = "." } };
            Assert.Equal(["0.05", "12", "0.333333"], [Format.Number(0.05), Format.Number(12), Format.Number(1 / 3.0)]);
            Assert.Equal(["1E-07", "0.1"], [Format.Exact(1e-7), Format.Exact(0.1)]);
            Assert.Equal(["1.50", "2"], [Format.Fixed(1.5, 2), Format.Fixed(2.4, 0)]);
            Assert.Equal(["+1.5", "-1.5", "0.0"], [Format.Signed(1.5, 1), Format.Signed(-1.5, 1), Format.Signed(0, 1)]);
            Assert.Equal(["1,234", "12.5"], [Format.Count(1234), Format.Percent(0.125, 1)]);
        }
        finally
        {
            CultureInfo.CurrentCulture = language;
        }
    }
}
