using System.Text.Json.Serialization;

namespace Gmlm.Reproduce.Harness;

/// <summary>One number of a result.</summary>
/// <param name="Name">Stable, lower case with dots and dashes; unique within the experiment.</param>
/// <param name="Value">The value; NaN and infinities are allowed.</param>
/// <param name="Unit">The unit; empty if there is none.</param>
/// <param name="StandardError">For an estimate; null for a computed value.</param>
/// <param name="Tolerance">The tolerance of the gate.</param>
/// <param name="Claims">
/// The claims that cannot be decided without the metric; null for all claims of the experiment. The metric may be absent only if each of
/// these claims is skipped.
/// </param>
/// <param name="Place">The metric's place on a curve of a figure; null if it is on none. Snapshots do not hold the place.</param>
public sealed record Metric(
    string Name,
    double Value,
    string Unit,
    double? StandardError,
    Tolerance Tolerance,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Claims = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] CurvePlace? Place = null)
{
    /// <summary>
    /// A value that every machine computes up to a relative difference of <paramref name="relative"/>; null: the value is shown, not gated.
    /// </summary>
    public static Metric Computed(string name, double value, string unit = "", double? relative = 1e-6) =>
        new(name, value, unit, null, relative is { } size ? Tolerance.Relative(size) : Tolerance.Informational);

    /// <summary>An estimate, gated by its standard error.</summary>
    public static Metric Estimate(string name, double value, double standardError, string unit = "") =>
        new(name, value, unit, standardError, Tolerance.Statistical());

    /// <summary>A value that is shown and not gated, for example because it is rounding noise.</summary>
    public static Metric Shown(string name, double value, string unit = "") => new(name, value, unit, null, Tolerance.Informational);

    /// <summary>This metric as the point at <paramref name="x"/> of a curve.</summary>
    /// <param name="group">The group of curves that a figure asks for, for example <c>gap</c>.</param>
    /// <param name="label">The curve's label in the legend, for example <c>J = 0.3</c>.</param>
    /// <param name="x">The coordinate.</param>
    public Metric On(string group, string label, double x) => this with { Place = new CurvePlace(group, label, x) };
}

/// <summary>A metric's place on a curve: the group of curves, the label of the curve in it, and the coordinate.</summary>
public sealed record CurvePlace(string Group, string Label, double X);
