using System.Text.Json.Serialization;

namespace Gmlm.Reproduce.Harness;

/// <summary>One number of a result.</summary>
/// <param name="Name">Stable, lower case with dots and dashes; unique within the experiment.</param>
/// <param name="Value">The value; NaN and infinities are allowed.</param>
/// <param name="Unit">Unit, or empty.</param>
/// <param name="StandardError">For an estimate; null for a computed value.</param>
/// <param name="Tolerance">How the gate compares it.</param>
/// <param name="Claims">The claims that cannot be decided without it, where that is not all claims of the experiment: the gate lets it be absent only where each of them is skipped.</param>
public sealed record Metric(
    string Name,
    double Value,
    string Unit,
    double? StandardError,
    Tolerance Tolerance,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Claims = null);

/// <summary>A point of a series. <paramref name="Error"/> is half the length of the error bar (what it means is the series' <see cref="Series.ErrorBar"/>).</summary>
public sealed record SeriesPoint(double X, double Y, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Error = null);

/// <summary>A curve or a set of points, gated point by point.</summary>
/// <param name="Name">Stable name, unique within the experiment, for example <c>k2.simulated</c>.</param>
/// <param name="Group">Series of one group belong to one curve family, for example <c>simulated</c>, <c>exact</c>.</param>
/// <param name="Label">For the legend, for example <c>k = 2</c>.</param>
/// <param name="ErrorBar">What the error bars mean, or empty.</param>
/// <param name="Tolerance">How the gate compares each point; for the statistical class <see cref="SeriesPoint.Error"/> counts as the standard error.</param>
/// <param name="Points">Increasing in X.</param>
public sealed record Series(string Name, string Group, string Label, string ErrorBar, Tolerance Tolerance, IReadOnlyList<SeriesPoint> Points);

/// <summary>A table for reading; what is gated of it stands in the metrics, or is its text.</summary>
/// <param name="Name">Stable name, unique within the experiment.</param>
/// <param name="Caption">Typst markup.</param>
/// <param name="Columns">Headings.</param>
/// <param name="Rows">Cells, as they are read.</param>
/// <param name="IsExact">Whether every cell is the same on every machine, so that the gate compares the text.</param>
public sealed record Table(
    string Name,
    string Caption,
    IReadOnlyList<string> Columns,
    IReadOnlyList<IReadOnlyList<string>> Rows,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsExact = false);

/// <summary>What an experiment computed: plain data, in a stable order, with no trace of when or where.</summary>
/// <param name="Experiment">The experiment's id.</param>
/// <param name="Profile">smoke, standard or full.</param>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Parameters">The resolved parameters, as text.</param>
/// <param name="Verdicts">One per claim of the experiment.</param>
/// <param name="Metrics">Numbers.</param>
/// <param name="Series">Curves.</param>
/// <param name="Tables">Tables for reading.</param>
public sealed record ExperimentResult(
    string Experiment,
    string Profile,
    ulong Seed,
    IReadOnlyDictionary<string, string> Parameters,
    IReadOnlyList<ClaimVerdict> Verdicts,
    IReadOnlyList<Metric> Metrics,
    IReadOnlyList<Series> Series,
    IReadOnlyList<Table> Tables);
