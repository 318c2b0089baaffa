using ScottPlot;

namespace Gmlm.Reproduce.Figures;

/// <summary>How values stand on an axis and where its ticks are.</summary>
/// <param name="Position">From a value to its place; NaN for a value that has none.</param>
/// <param name="Ticks">Ticks between two places.</param>
internal sealed record AxisScale(Func<double, double> Position, Func<double, double, IEnumerable<Tick>> Ticks)
{
    /// <summary>Proportional, with round ticks, not more than eight.</summary>
    public static readonly AxisScale Linear = new(value => value, RoundTicks);

    /// <summary>Proportional, for whole numbers.</summary>
    public static readonly AxisScale Whole = new(value => value, (low, high) => Multiples(low, high, 1));

    /// <summary>Logarithmic.</summary>
    public static readonly AxisScale Log = new(LogAxis.Position, LogAxis.Ticks);

    /// <summary>Logarithmic, for values that are log₁₀ already, since as numbers they would be beyond every double.</summary>
    public static readonly AxisScale Decades = new(value => value, LogAxis.Ticks);

    private static IEnumerable<Tick> RoundTicks(double low, double high)
    {
        // 1, 2 or 5 times a power of ten; where all values are one, a step of 1 will do.
        var span = high > low ? high - low : 8;
        var power = Math.Pow(10, Math.Floor(Math.Log10(span / 8)));
        return Multiples(low, high, power * new[] { 1, 2, 5, 10 }.First(factor => span / (factor * power) <= 8 || factor == 10));
    }

    private static IEnumerable<Tick> Multiples(double low, double high, double step)
    {
        for (var i = (long)Math.Floor(low / step); i <= (long)Math.Ceiling(high / step); i++)
            yield return new Tick(i * step, (i * step).ToString("0.######", System.Globalization.CultureInfo.InvariantCulture).Replace('-', '−'), true);
    }
}
