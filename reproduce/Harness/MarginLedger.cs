namespace Gmlm.Reproduce.Harness;

/// <summary>Collects the margins of a check's instances and keeps the worst.</summary>
public sealed class MarginLedger(double tolerance, string toleranceReason)
{
    private int _instances;
    private double _worst = double.PositiveInfinity;
    private string _worstInstance = "";

    /// <summary>An identity: left = right. The margin is −|left − right|.</summary>
    public void Equal(double left, double right, string instance) => Add(-Math.Abs(left - right), instance);

    /// <summary>An inequality: smaller ≤ larger. The margin is larger − smaller.</summary>
    public void AtMost(double smaller, double larger, string instance) => Add(larger - smaller, instance);

    /// <summary>A margin computed by the caller; NaN counts as the worst.</summary>
    public void Add(double margin, string instance)
    {
        _instances++;
        if (!double.IsNaN(_worst) && !(margin >= _worst))
        {
            _worst = margin;
            _worstInstance = instance;
        }
    }

    /// <summary>What was collected.</summary>
    public Outcome Outcome() => new(_instances, _instances == 0 ? double.NaN : _worst, _worstInstance, tolerance, toleranceReason);
}
