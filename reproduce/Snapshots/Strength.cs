using Gmlm.Padir.Runtime;
using Gmlm.Reproduce.Harness;

namespace Gmlm.Reproduce.Snapshots;

/// <summary>
/// How strong the test of a claim was. A check of one instance, or one that allows everything, or one whose control is not caught, says
/// nothing even where it holds.
/// </summary>
/// <param name="Instances">How many instances the check compared.</param>
/// <param name="Tolerance">What the check allows, in the unit of its margin.</param>
/// <param name="Control">What the negative control says by itself; violated where it was caught.</param>
/// <param name="ControlInstances">How many instances the control compared.</param>
/// <param name="ControlTolerance">What the control allows.</param>
public sealed record Strength(int Instances, double Tolerance, Verdict Control, int ControlInstances, double ControlTolerance)
{
    // Most tolerances are constants; some are two standard errors of what was measured, which differ a little from processor to processor.
    private const double ToleranceFactor = 1.25;

    /// <summary>The strength of what a run says; null where it has no check or no control.</summary>
    public static Strength? Of(ClaimVerdict verdict) => verdict is { Check: { } check, Control: { } control }
        ? new Strength(check.Instances, check.Tolerance, control.Verdict, control.Instances, control.Tolerance)
        : null;

    /// <summary>
    /// One row for each number of the strength, given what the run says: fewer instances, another tolerance and another verdict of the
    /// control are moves.
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
        new(experiment, name, Difference.Word(Control), Difference.Word(now), null, null, "exact", Said(Control == now));

    private static Difference Count(string experiment, string name, int old, int now) => new(
        experiment, name, Difference.Number(old), Difference.Number(now), now - old, null, "not fewer", Said(now >= old));

    private static Difference Size(string experiment, string name, double old, double now)
    {
        var (before, after) = Difference.Numbers(old, now);
        var allowed = $"factor {Difference.Number(ToleranceFactor)}";
        return new(experiment, name, before, after, now - old, null, allowed, Said(Factors.Within(old, now, ToleranceFactor)));
    }

    private static Standing Said(bool isWithin) => isWithin ? Standing.Within : Standing.Moved;
}
