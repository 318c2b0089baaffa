namespace Gmlm.Reproduce.Report;

/// <summary>An experiment's metrics as the report lists them.</summary>
internal static class Quantities
{
    // The largest number of metrics that are listed one by one, and the smallest family that is shown as one line otherwise.
    private const int Glance = 24;
    private const int Family = 8;

    /// <summary>
    /// Lists every metric if they are few. Otherwise a large family, the metrics with one name up to the first dot, becomes one line with
    /// its range.
    /// </summary>
    public static IReadOnlyList<QuantityModel> Of(IReadOnlyList<Metric> metrics) => metrics.Count <= Glance
        ? [.. metrics.Select(One)]
        :
    [
        .. metrics.GroupBy(metric => metric.Name.Split('.')[0])
            .SelectMany(family => family.Count() < Family ? family.Select(One) : [Range(family.Key, [.. family])]),
    ];

    private static QuantityModel One(Metric metric)
    {
        if (metric.StandardError is not { } standardError)
            return new QuantityModel(metric.Name, NumberModel.Of(metric.Value), null, metric.Unit);
        var (value, error) = NumberModel.Of(metric.Value, standardError);
        return new QuantityModel(metric.Name, value, error, metric.Unit);
    }

    private static QuantityModel Range(string name, Metric[] family) => new(
        name,
        NumberModel.Of(family.Min(metric => metric.Value)),
        null,
        family.All(metric => metric.Unit == family[0].Unit) ? family[0].Unit : "",
        family.Length,
        NumberModel.Of(family.Max(metric => metric.Value)));
}
