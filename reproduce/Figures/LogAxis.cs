using ScottPlot;

namespace Gmlm.Reproduce.Figures;

/// <summary>Logarithmic axes: the plot's coordinate is log₁₀ of the value, and the ticks are labelled by hand.</summary>
internal static class LogAxis
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// <summary>Where a value stands on the axis; NaN for what has no logarithm.</summary>
    public static double Position(double value) => value > 0 ? Math.Log10(value) : double.NaN;

    /// <summary>Decades labelled 10ⁿ, with 2…9 between them as minor ticks. Where few decades are in sight, 2 and 5 get a label too; where many are, see <see cref="Decades"/>.</summary>
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

    /// <summary>Every so many decades, for axes that span dozens: not more than nine labels, 10⁰ among them if it is in sight.</summary>
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
