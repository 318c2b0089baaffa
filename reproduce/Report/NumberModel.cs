namespace Gmlm.Reproduce.Report;

/// <summary>A number in its printed form: mantissa and, if needed, a power of ten.</summary>
/// <param name="Text">Digits with a true minus sign, or a word.</param>
/// <param name="Exponent">The power of ten; null for a number without one.</param>
public sealed record NumberModel(string Text, int? Exponent = null)
{
    /// <summary>
    /// A value with <paramref name="digits"/> significant digits. Below 10⁻³ and from 10⁶ on it has a power of ten; smaller integers are
    /// written out.
    /// </summary>
    public static NumberModel Of(double value, int digits = 4)
    {
        if (double.IsNaN(value))
            return new("not a number");
        if (double.IsInfinity(value))
            return new(value > 0 ? "∞" : "−∞");
        if (value == 0)
            return new("0");
        if (value == Math.Round(value) && Math.Abs(value) < 1e6)
            return new(Written(value, 0));

        // The format "E" rounds before the exponent is determined, so that 9.99996 becomes 1.000 × 10¹.
        var parts = value.ToString("E" + (digits - 1), CultureInfo.InvariantCulture).Split('E');
        var exponent = int.Parse(parts[1], CultureInfo.InvariantCulture);
        return exponent is < -3 or >= 6
            ? new(Shortened(parts[0], parts[1], value), exponent)
            : new(Written(value, Math.Max(0, digits - 1 - exponent)));
    }

    /// <summary>
    /// A value to the precision of its standard error: the error with two digits, and the value to the same decimal place.
    /// </summary>
    public static (NumberModel Value, NumberModel Error) Of(double value, double standardError)
    {
        if (!double.IsFinite(value) || !(standardError > 0) || !double.IsFinite(standardError))
            return (Of(value), Of(standardError));
        var place = 1 - (int)Math.Floor(Math.Log10(standardError));
        var small = Math.Max(Math.Abs(value), standardError);
        return small is < 1e-3 or >= 1e6 || place > 9
            ? (Of(value, Math.Clamp(place + 1 + (int)Math.Floor(Math.Log10(small)), 2, 6)), Of(standardError, 2))
            : (new(Written(value, Math.Max(0, place))), new(Written(standardError, Math.Max(0, place))));
    }

    /// <summary>Groups of three digits, with a thin space between them.</summary>
    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture).Replace(",", "\u2009");

    private static string Written(double value, int decimals) => Sign(value.ToString("F" + decimals, CultureInfo.InvariantCulture));

    // A tolerance of exactly 10⁻⁹ is printed as such. A margin that only rounds to 1.0 × 10⁻⁹ keeps its digits.
    private static string Shortened(string mantissa, string exponent, double value)
    {
        var trimmed = mantissa.Contains('.') ? mantissa.TrimEnd('0').TrimEnd('.') : mantissa;
        return Sign(double.Parse($"{trimmed}E{exponent}", CultureInfo.InvariantCulture) == value ? trimmed : mantissa);
    }

    private static string Sign(string digits) => digits.Replace("-", "−");
}
