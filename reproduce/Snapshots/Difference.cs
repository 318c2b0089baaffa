using System.Globalization;
using Gmlm.Reproduce.Harness;

namespace Gmlm.Reproduce.Snapshots;

/// <summary>One compared item.</summary>
/// <param name="Experiment">The experiment's id.</param>
/// <param name="Name">Metric name, <c>series[x]</c>, or <c>verdict(claim)</c>.</param>
/// <param name="Old">The snapshot's value as text.</param>
/// <param name="New">The result's value as text.</param>
/// <param name="Delta">New − old, where both are numbers.</param>
/// <param name="DeltaOverTolerance">|Δ| over what is allowed; above 1 has moved. Infinite where nothing is allowed; null where it makes no sense.</param>
/// <param name="Tolerance">What is allowed, in words.</param>
/// <param name="Moved">Whether the gate refuses it.</param>
public sealed record Difference(
    string Experiment,
    string Name,
    string Old,
    string New,
    double? Delta,
    double? DeltaOverTolerance,
    string Tolerance,
    bool Moved)
{
    /// <summary>Δ for reading.</summary>
    public string DeltaText => Text(Delta);

    /// <summary>Δ/tolerance for reading.</summary>
    public string RatioText => Text(DeltaOverTolerance);

    /// <summary>A number with the digits that a person compares: six.</summary>
    public static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    /// <summary>Two numbers with six digits, or with all of them where six do not tell them apart.</summary>
    public static (string Old, string New) Numbers(double old, double now)
    {
        var digits = Number(old) != Number(now) || old.Equals(now) ? "G6" : "G17";
        return (old.ToString(digits, CultureInfo.InvariantCulture), now.ToString(digits, CultureInfo.InvariantCulture));
    }

    private static string Text(double? value) => value is { } number ? number.ToString("G3", CultureInfo.InvariantCulture) : "–";
}
