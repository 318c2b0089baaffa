using ScottPlot;

namespace Gmlm.Reproduce.Figures;

/// <summary>The coordinates of values on an axis, and its ticks.</summary>
/// <param name="Position">The coordinate of a value; NaN for a value without one.</param>
/// <param name="Ticks">The ticks between two coordinates.</param>
internal sealed record AxisScale(Func<double, double> Position, Func<double, double, IEnumerable<Tick>> Ticks)
{
    /// <summary>A linear axis with at most eight round ticks.</summary>
    public static readonly AxisScale Linear = new(value => value, RoundTicks);

    /// <summary>A linear axis for whole numbers.</summary>
    public static readonly AxisScale Whole = new(value => value, (low, high) => Multiples(low, high, 1));

    /// <summary>A logarithmic axis.</summary>
    public static readonly AxisScale Log = new(LogAxis.Position, LogAxis.Ticks);

    /// <summary>
    /// A logarithmic axis for values that are given as log₁₀, since the values themselves are beyond the range of doubles.
    /// </summary>
    public static readonly AxisScale Decades = new(value => value, LogAxis.Ticks);

    private static IEnumerable<Tick> RoundTicks(double low, double high)
    {
        // The step is 1, 2 or 5 times a power of ten; if all values are equal, it is 1.
        var span = high > low ? high - low : 8;
        var power = Math.Pow(10, Math.Floor(Math.Log10(span / 8)));
        return Multiples(low, high, power * new[] { 1, 2, 5, 10 }.First(factor => span / (factor * power) <= 8 || factor == 10));
    }

    private static IEnumerable<Tick> Multiples(double low, double high, double step)
    {
        for (var i = (long)Math.Floor(low / step); i <= (long)Math.Ceiling(high / step); i++)
            yield return new Tick(
                i * step, (i * step).ToString("0.######", System.Globalization.CultureInfo.InvariantCulture).Replace('-', '−'), true);
    }
}
