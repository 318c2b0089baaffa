using Gmlm.Padir.Runtime;

namespace Gmlm.Reproduce.Snapshots;

/// <summary>The judgement of the gate on one compared item.</summary>
public enum Standing
{
    /// <summary>Within the tolerance.</summary>
    Within,

    /// <summary>Outside the tolerance; the gate refuses the item.</summary>
    Moved,

    /// <summary>
    /// A claim that was skipped and that the snapshot does not list as one that may be skipped, or an item that only such claims measure.
    /// </summary>
    Skipped,

    /// <summary>Shown, not gated.</summary>
    Shown,

    /// <summary>The snapshot is older than the recording of such items, so that the item has nothing to be compared with.</summary>
    NotRecorded,
}

/// <summary>One compared item.</summary>
/// <param name="Experiment">The experiment's id.</param>
/// <param name="Name">
/// The name of a metric, <c>series[x]</c>, or a property of an item: <c>verdict(claim)</c>, <c>error(metric)</c>, <c>table(name)</c>.
/// </param>
/// <param name="Old">The snapshot's value as text.</param>
/// <param name="New">The result's value as text.</param>
/// <param name="Delta">New − old; null unless both are numbers.</param>
/// <param name="DeltaOverTolerance">
/// |Δ| over the tolerance; the item has moved if it is above 1. Infinite for a tolerance of 0; null if undefined.
/// </param>
/// <param name="Tolerance">The tolerance in words.</param>
/// <param name="Standing">The judgement of the gate.</param>
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
    /// <summary>Whether the gate refuses the item.</summary>
    public bool Moved => Standing == Standing.Moved;

    /// <summary>Δ in its printed form.</summary>
    public string DeltaText => Text(Delta);

    /// <summary>Δ/tolerance in its printed form.</summary>
    public string RatioText => Text(DeltaOverTolerance);

    /// <summary>An item that is missing on one side.</summary>
    public static Difference Missing(string experiment, string name, string old, string now) =>
        new(experiment, name, old, now, null, null, "must be there", Standing.Moved);

    /// <summary>A verdict as a word; <c>none</c> for null.</summary>
    public static string Word(Verdict? verdict) => verdict?.ToString().ToLowerInvariant() ?? "none";

    /// <summary>A number with six digits.</summary>
    public static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    /// <summary>Two numbers with six digits each, or with all digits if six do not distinguish them.</summary>
    public static (string Old, string New) Distinct(double old, double now)
    {
        var digits = Number(old) != Number(now) || old.Equals(now) ? "G6" : "G17";
        return (old.ToString(digits, CultureInfo.InvariantCulture), now.ToString(digits, CultureInfo.InvariantCulture));
    }

    private static string Text(double? value) => value is { } number ? number.ToString("G3", CultureInfo.InvariantCulture) : "–";
}
