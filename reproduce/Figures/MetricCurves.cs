using System.Globalization;
using System.Text.RegularExpressions;
using Gmlm.Reproduce.Harness;

namespace Gmlm.Reproduce.Figures;

/// <summary>Curves out of metrics whose names carry a coordinate, as a statement reports them: <c>gap.j0.3.k2</c> is a point of the curve J = 0.3 at k = 2.</summary>
internal static class MetricCurves
{
    private const string Number = @"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?";

    /// <summary>The curves of a pattern such as <c>gap.j{curve}.k{x}</c>: one for each text in the place of {curve}, one in all where the pattern has none.</summary>
    /// <param name="metrics">All metrics of a result; those of other names are passed over.</param>
    /// <param name="pattern">The name, with {x} for the coordinate, a number with a decimal point whatever the machine's language, and {curve}.</param>
    /// <param name="label">The legend's text, with {0} for what stood in the place of {curve}.</param>
    /// <returns>In the order of first appearance, the points increasing in x.</returns>
    /// <exception cref="ArgumentException">The pattern has no {x}.</exception>
    public static IReadOnlyList<Series> Of(IEnumerable<Metric> metrics, string pattern, string label)
    {
        if (!pattern.Contains("{x}", StringComparison.Ordinal))
            throw new ArgumentException($"no {{x}} in the pattern {pattern}", nameof(pattern));
        var name = new Regex("^" + Regex.Escape(pattern).Replace(@"\{x}", $"(?<x>{Number})").Replace(@"\{curve}", "(?<curve>.+)") + "$", RegexOptions.CultureInvariant);
        return
        [
            .. metrics.Select(metric => (Metric: metric, Match: name.Match(metric.Name)))
                .Where(found => found.Match.Success)
                .GroupBy(found => found.Match.Groups["curve"].Value)
                .Select(curve => new Series(
                    pattern.Replace("{curve}", curve.Key),
                    pattern,
                    string.Format(CultureInfo.InvariantCulture, label, curve.Key),
                    "",
                    Tolerance.Informational,
                    [.. curve.Select(found => Point(found.Match, found.Metric)).OrderBy(point => point.X)])),
        ];
    }

    private static SeriesPoint Point(Match match, Metric metric) =>
        new(double.Parse(match.Groups["x"].Value, NumberStyles.Float, CultureInfo.InvariantCulture), metric.Value);
}
