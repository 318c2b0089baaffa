using System.Globalization;

namespace Gmlm.Reproduce.Harness;

/// <summary>Numbers as text, the same in whatever language the machine is set to.</summary>
public static class Format
{
    /// <summary>With at most six decimals, for names and parameters: 0.05, 12.</summary>
    public static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary>With all digits that tell it from any other number.</summary>
    public static string Exact(double value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>With so many decimals: 0.050.</summary>
    public static string Fixed(double value, int decimals) => value.ToString($"0.{new string('0', decimals)}", CultureInfo.InvariantCulture);

    /// <summary>With a sign and so many decimals; zero has no sign.</summary>
    public static string Signed(double value, int decimals)
    {
        var digits = $"0.{new string('0', decimals)}";
        return value.ToString($"+{digits};-{digits};{digits}", CultureInfo.InvariantCulture);
    }

    /// <summary>A whole number in groups of three digits: 1,000.</summary>
    public static string Count(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A share in hundredths, without the sign, with so many decimals.</summary>
    public static string Percent(double share, int decimals) => Fixed(100 * share, decimals);
}
