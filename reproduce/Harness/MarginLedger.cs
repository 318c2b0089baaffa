namespace Gmlm.Reproduce.Harness;

/// <summary>Collects the margins of a check's instances and keeps the smallest one.</summary>
public sealed class MarginLedger(double tolerance, string toleranceReason)
{
    private int _instances;
    private double _worst = double.PositiveInfinity;
    private string _worstInstance = "";

    /// <summary>The outcome of a check whose margins are all at hand.</summary>
    /// <param name="tolerance">The allowance for rounding or sampling, in the margin's unit.</param>
    /// <param name="toleranceReason">The reason for the size of the tolerance.</param>
    /// <param name="instances">The margin of each instance, and the instance in words.</param>
    public static Outcome Of(double tolerance, string toleranceReason, params IEnumerable<(double Margin, string Instance)> instances)
    {
        var ledger = new MarginLedger(tolerance, toleranceReason);
        foreach (var (margin, instance) in instances)
        {
            ledger.Add(margin, instance);
        }

        return ledger.Outcome();
    }

    /// <summary>An identity: left = right. The margin is −|left − right|.</summary>
    public void Equal(double left, double right, string instance) => Add(-Math.Abs(left - right), instance);

    /// <summary>An inequality: smaller ≤ larger. The margin is larger − smaller.</summary>
    public void AtMost(double smaller, double larger, string instance) => Add(larger - smaller, instance);

    /// <summary>A margin computed by the caller; NaN counts as the smallest.</summary>
    public void Add(double margin, string instance)
    {
        _instances++;
        if (!double.IsNaN(_worst) && !(margin >= _worst))
        {
            _worst = margin;
            _worstInstance = instance;
        }
    }

    /// <summary>The outcome of the instances so far.</summary>
    public Outcome Outcome() => new(_instances, _instances == 0 ? double.NaN : _worst, _worstInstance, tolerance, toleranceReason);
}
