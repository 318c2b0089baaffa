using System.Globalization;
using Gmlm.Padir.Runtime;
using Gmlm.Reproduce.Harness;

namespace Gmlm.Reproduce.Snapshots;

/// <summary>What the gate says of one compared item.</summary>
public enum Standing
{
    /// <summary>Within what is allowed.</summary>
    Within,

    /// <summary>Not within: the gate refuses it.</summary>
    Moved,

    /// <summary>
    /// A claim that was skipped here and that the snapshot does not list as one that may be; or an item that only such claims measure.
    /// </summary>
    Skipped,

    /// <summary>Shown, not gated.</summary>
    Shown,

    /// <summary>The snapshot is from before such items were recorded, so that there is nothing to compare with.</summary>
    NotRecorded,
}

/// <summary>One compared item.</summary>
/// <param name="Experiment">The experiment's id.</param>
/// <param name="Name">
/// Metric name, <c>series[x]</c>, or what else of which item: <c>verdict(claim)</c>, <c>error(metric)</c>, <c>table(name)</c>.
/// </param>
/// <param name="Old">The snapshot's value as text.</param>
/// <param name="New">The result's value as text.</param>
/// <param name="Delta">New − old, where both are numbers.</param>
/// <param name="DeltaOverTolerance">|Δ| over what is allowed; above 1 has moved. Infinite where nothing is allowed; null where it makes no sense.</param>
/// <param name="Tolerance">What is allowed, in words.</param>
/// <param name="Standing">What the gate says of it.</param>
public sealed record Difference(
    string Experiment,
    string Name,
    string Old,
    string New,
    double? Delta,
    double? DeltaOverTolerance,
    string Tolerance,
    Standing Standing)
{
    /// <summary>Whether the gate refuses it.</summary>
    public bool Moved => Standing == Standing.Moved;

    /// <summary>Δ for reading.</summary>
    public string DeltaText => Text(Delta);

    /// <summary>Δ/tolerance for reading.</summary>
    public string RatioText => Text(DeltaOverTolerance);

    /// <summary>An item that one side lacks.</summary>
    public static Difference Missing(string experiment, string name, string old, string now) =>
        new(experiment, name, old, now, null, null, "must be there", Standing.Moved);

    /// <summary>A verdict as a word; <c>none</c> where there is none.</summary>
    public static string Word(Verdict? verdict) => verdict?.ToString().ToLowerInvariant() ?? "none";

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
