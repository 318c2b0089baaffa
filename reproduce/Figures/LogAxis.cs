using ScottPlot;

namespace Gmlm.Reproduce.Figures;

/// <summary>Logarithmic axes. The plot's coordinate is log₁₀ of the value, and the ticks are labelled here.</summary>
internal static class LogAxis
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// <summary>The coordinate of a value; NaN if the value is not positive.</summary>
    public static double Position(double value) => value > 0 ? Math.Log10(value) : double.NaN;

    /// <summary>
    /// Decades labelled 10ⁿ, with minor ticks at 2…9. If few decades are visible, 2 and 5 have labels too; if many are, see
    /// <see cref="Decades"/>.
    /// </summary>
    public static IEnumerable<Tick> Ticks(double low, double high)
    {
        if (high - low > 8)
        {
            foreach (var decade in Decades(low, high))
                yield return decade;
            yield break;
        }
        var crowded = high - low > 1.6;
        for (var decade = (int)Math.Floor(low) - 1; decade <= (int)Math.Ceiling(high); decade++)
        {
            yield return new Tick(decade, Power(decade), true);
            for (var digit = 2; digit <= 9; digit++)
            {
                var label = digit is 2 or 5 && !crowded ? $"{digit}·{Power(decade)}" : "";
                yield return new Tick(decade + Math.Log10(digit), label, label.Length > 0);
            }
        }
    }

    /// <summary>Ticks for axes that span dozens of decades: at most nine labels, with 10⁰ among them if it is visible.</summary>
    public static IEnumerable<Tick> Decades(double low, double high)
    {
        var step = new[] { 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000 }.First(step => (high - low) / step <= 8 || step == 1000);
        for (var i = (int)Math.Floor(low / step); i <= (int)Math.Ceiling(high / step); i++)
            yield return new Tick(i * step, Power(i * step), true);
    }

    /// <summary>10 to an integer power, for example 10⁻³.</summary>
    public static string Power(int exponent) =>
        "10" + (exponent < 0 ? "⁻" : "") + string.Concat(Math.Abs(exponent).ToString().Select(digit => Superscripts[digit - '0']));
}
