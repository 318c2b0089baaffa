namespace Gmlm.Benchmarks;

/// <summary>
/// The rate that a benchmark should reach on one core, in <see cref="Unit"/> per second; zero for a benchmark without a target.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TargetRateAttribute(double perSecond, string unit) : Attribute
{
    /// <summary>The target, in units per second.</summary>
    public double PerSecond { get; } = perSecond;

    /// <summary>The unit that is counted, for example <c>steps</c>.</summary>
    public string Unit { get; } = unit;
}
