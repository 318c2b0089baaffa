namespace Gmlm.Benchmarks;

/// <summary>The rate that a benchmark is meant to reach on one core, in <see cref="Unit"/> a second; zero for a mere reference.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TargetRateAttribute(double perSecond, string unit) : Attribute
{
    /// <summary>What is counted, a second.</summary>
    public double PerSecond { get; } = perSecond;

    /// <summary>What is counted, for example <c>steps</c>.</summary>
    public string Unit { get; } = unit;
}
