using Gmlm.Padir.Runtime;

namespace Gmlm.Reproduce.Snapshots;

/// <summary>
/// The strength of a claim's test. A check that has few instances or a large tolerance, or whose control is not violated, shows
/// little even if it holds.
/// </summary>
/// <param name="Instances">The number of instances of the check.</param>
/// <param name="Tolerance">The tolerance of the check, in the unit of its margin.</param>
/// <param name="Control">The verdict on the negative control; violated is the desired one.</param>
/// <param name="ControlInstances">The number of instances of the control.</param>
/// <param name="ControlTolerance">The tolerance of the control.</param>
public sealed record Strength(int Instances, double Tolerance, Verdict Control, int ControlInstances, double ControlTolerance)
{
    // Most tolerances are constants. Some are two standard errors of a measurement, which differ a little between processors.
    private const double ToleranceFactor = 1.25;

    /// <summary>The strength behind a verdict; null if it has no check or no control.</summary>
    public static Strength? Of(ClaimVerdict verdict) => verdict is { Check: { } check, Control: { } control }
        ? new Strength(check.Instances, check.Tolerance, control.Verdict, control.Instances, control.Tolerance)
        : null;

    /// <summary>
    /// One row for each number of the strength, compared with the strength <paramref name="now"/>. Fewer instances, another tolerance and
    /// another verdict on the control are moves.
    /// </summary>
    public IEnumerable<Difference> Compare(string experiment, string claim, Strength now) =>
    [
        Count(experiment, $"instances({claim})", Instances, now.Instances),
        Size(experiment, $"tolerance({claim})", Tolerance, now.Tolerance),
        Word(experiment, $"control({claim})", now.Control),
        Count(experiment, $"control-instances({claim})", ControlInstances, now.ControlInstances),
        Size(experiment, $"control-tolerance({claim})", ControlTolerance, now.ControlTolerance),
    ];

    private Difference Word(string experiment, string name, Verdict now) =>
        new(experiment, name, Difference.Word(Control), Difference.Word(now), null, null, "exact", StandingOf(Control == now));

    private static Difference Count(string experiment, string name, int old, int now) => new(
        experiment, name, Difference.Number(old), Difference.Number(now), now - old, null, "not fewer", StandingOf(now >= old));

    private static Difference Size(string experiment, string name, double old, double now)
    {
        var (before, after) = Difference.Distinct(old, now);
        var allowed = $"factor {Difference.Number(ToleranceFactor)}";
        return new(experiment, name, before, after, now - old, null, allowed, StandingOf(Factors.Within(old, now, ToleranceFactor)));
    }

    private static Standing StandingOf(bool isWithin) => isWithin ? Standing.Within : Standing.Moved;
}
