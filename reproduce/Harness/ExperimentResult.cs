using System.Text.Json.Serialization;

namespace Gmlm.Reproduce.Harness;

/// <summary>
/// A point of a series. <paramref name="Error"/> is half the length of the error bar, whose meaning is <see cref="Series.ErrorBar"/>.
/// </summary>
public sealed record SeriesPoint(
    double X, double Y, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Error = null);

/// <summary>A curve or a set of points, gated point by point.</summary>
/// <param name="Name">Stable name, unique within the experiment, for example <c>k2.simulated</c>.</param>
/// <param name="Group">The family of curves that the series belongs to, for example <c>simulated</c>, <c>exact</c>.</param>
/// <param name="Label">For the legend, for example <c>k = 2</c>.</param>
/// <param name="ErrorBar">The meaning of the error bars; empty if there are none.</param>
/// <param name="Tolerance">
/// The tolerance of each point; for the statistical class <see cref="SeriesPoint.Error"/> counts as the standard error.
/// </param>
/// <param name="Points">The points, increasing in X.</param>
public sealed record Series(
    string Name, string Group, string Label, string ErrorBar, Tolerance Tolerance, IReadOnlyList<SeriesPoint> Points);

/// <summary>A table for reading. The gate compares its numbers as metrics or, if the table is exact, its text.</summary>
/// <param name="Name">Stable name, unique within the experiment.</param>
/// <param name="Caption">The caption, as Typst markup.</param>
/// <param name="Columns">The headings.</param>
/// <param name="Rows">The printed cells.</param>
/// <param name="IsExact">Whether every cell is the same on every machine, so that the gate compares the text.</param>
public sealed record Table(
    string Name,
    string Caption,
    IReadOnlyList<string> Columns,
    IReadOnlyList<IReadOnlyList<string>> Rows,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsExact = false);

/// <summary>The result of an experiment: plain data in a stable order, without the time or the machine of the run.</summary>
/// <param name="Experiment">The experiment's id.</param>
/// <param name="Profile">smoke, standard or full.</param>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Parameters">The resolved parameters, as text.</param>
/// <param name="Verdicts">One verdict per claim of the experiment.</param>
/// <param name="Metrics">The numbers.</param>
/// <param name="Series">The curves.</param>
/// <param name="Tables">The tables for reading.</param>
public sealed record ExperimentResult(
    string Experiment,
    string Profile,
    ulong Seed,
    IReadOnlyDictionary<string, string> Parameters,
    IReadOnlyList<ClaimVerdict> Verdicts,
    IReadOnlyList<Metric> Metrics,
    IReadOnlyList<Series> Series,
    IReadOnlyList<Table> Tables)
{
    /// <summary>
    /// The curves of a group, each with at least one point: the series of that group, then the curves that metrics with a place in the
    /// group form, in the order of first appearance and with increasing coordinates.
    /// </summary>
    public IReadOnlyList<Series> Curves(string group) =>
    [
        .. Series.Where(series => series.Group == group && series.Points.Count > 0),
        .. Metrics.Where(metric => metric.Place?.Group == group)
            .GroupBy(metric => metric.Place!.Label)
            .Select(curve => new Series(
                $"{group} {curve.Key}",
                group,
                curve.Key,
                "",
                Tolerance.Informational,
                [.. curve.Select(metric => new SeriesPoint(metric.Place!.X, metric.Value)).OrderBy(point => point.X)])),
    ];
}
