using System.Text.Json.Serialization;

namespace Gmlm.Reproduce.Harness;

/// <summary>One number of a result.</summary>
/// <param name="Name">Stable, lower case with dots and dashes; unique within the experiment.</param>
/// <param name="Value">The value; NaN and infinities are allowed.</param>
/// <param name="Unit">Unit, or empty.</param>
/// <param name="StandardError">For an estimate; null for a computed value.</param>
/// <param name="Tolerance">How the gate compares it.</param>
/// <param name="Claims">
/// The claims that cannot be decided without it, where that is not all claims of the experiment: the gate lets it be absent only where each
/// of them is skipped.
/// </param>
/// <param name="Place">Where it stands on a curve that figures ask for; null for a number by itself. Snapshots do not hold it.</param>
public sealed record Metric(
    string Name,
    double Value,
    string Unit,
    double? StandardError,
    Tolerance Tolerance,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Claims = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] CurvePlace? Place = null)
{
    /// <summary>A value that any machine computes, up to the rounding that <paramref name="relative"/> allows for; shown only where that is null.</summary>
    public static Metric Computed(string name, double value, string unit = "", double? relative = 1e-6) =>
        new(name, value, unit, null, relative is { } size ? Tolerance.Relative(size) : Tolerance.Informational);

    /// <summary>An estimate, gated by its standard error.</summary>
    public static Metric Estimate(string name, double value, double standardError, string unit = "") =>
        new(name, value, unit, standardError, Tolerance.Statistical());

    /// <summary>A value that is shown and not gated, for example because it is rounding noise.</summary>
    public static Metric Shown(string name, double value, string unit = "") => new(name, value, unit, null, Tolerance.Informational);

    /// <summary>This number as the point at <paramref name="x"/> of a curve.</summary>
    /// <param name="group">The group of curves that a figure asks for, for example <c>gap</c>.</param>
    /// <param name="label">The curve's label in the legend, for example <c>J = 0.3</c>.</param>
    /// <param name="x">The coordinate.</param>
    public Metric On(string group, string label, double x) => this with { Place = new CurvePlace(group, label, x) };
}

/// <summary>A metric's place on a curve: the group of curves, the label of the curve in it, and the coordinate.</summary>
public sealed record CurvePlace(string Group, string Label, double X);
