namespace Gmlm.Reproduce.Harness;

/// <summary>Formats numbers independently of the machine's language.</summary>
public static class Format
{
    /// <summary>A number with at most six decimals, for names and parameters: 0.05, 12.</summary>
    public static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary>A number with all digits that distinguish it from every other number.</summary>
    public static string Exact(double value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number with the given decimals: 0.050.</summary>
    public static string Fixed(double value, int decimals) =>
        value.ToString($"0.{new string('0', decimals)}", CultureInfo.InvariantCulture);

    /// <summary>A number with a sign and the given decimals; zero has no sign.</summary>
    public static string Signed(double value, int decimals)
    {
        var digits = $"0.{new string('0', decimals)}";
        return value.ToString($"+{digits};-{digits};{digits}", CultureInfo.InvariantCulture);
    }

    /// <summary>A whole number in groups of three digits: 1,000.</summary>
    public static string Count(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A share in percent with the given decimals, without the percent sign.</summary>
    public static string Percent(double share, int decimals) => Fixed(100 * share, decimals);
}
