using System.Text.Json.Serialization;

namespace Gmlm.Reproduce.Harness;

/// <summary>How a metric may differ from its snapshot.</summary>
public enum ToleranceClass
{
    /// <summary>Not at all.</summary>
    Exact,

    /// <summary>By at most Size, in the metric's unit.</summary>
    Absolute,

    /// <summary>By at most Size times the snapshot's magnitude.</summary>
    Relative,

    /// <summary>By at most Size standard errors of the difference; for 4 a false alarm is one in 16,000 comparisons.</summary>
    Statistical,

    /// <summary>The metric is the signed distance by which A comes before B: its sign must stay.</summary>
    Ordering,

    /// <summary>A ratio measured within one run: new/old within [1/Size, Size].</summary>
    Ratio,

    /// <summary>Shown, not gated.</summary>
    Informational,

    /// <summary>A share of Of things: its count may differ by at most Size things.</summary>
    Count,
}

/// <summary>A tolerance class and its size.</summary>
/// <param name="Class">How the values are compared.</param>
/// <param name="Size">How far they may be apart, in the class's own unit.</param>
/// <param name="Of">For the class of counts: how many things the share is of.</param>
public sealed record Tolerance(ToleranceClass Class, double Size = 0, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Of = 0)
{
    /// <summary>No difference at all.</summary>
    public static readonly Tolerance Exact = new(ToleranceClass.Exact);

    /// <summary>The sign must stay.</summary>
    public static readonly Tolerance Ordering = new(ToleranceClass.Ordering);

    /// <summary>Shown, not gated.</summary>
    public static readonly Tolerance Informational = new(ToleranceClass.Informational);

    /// <summary>Up to <paramref name="size"/> in the metric's unit.</summary>
    public static Tolerance Absolute(double size) => new(ToleranceClass.Absolute, size);

    /// <summary>Up to <paramref name="size"/> of the snapshot's magnitude.</summary>
    public static Tolerance Relative(double size) => new(ToleranceClass.Relative, size);

    /// <summary>Up to <paramref name="sigmas"/> standard errors of the difference.</summary>
    public static Tolerance Statistical(double sigmas = 4) => new(ToleranceClass.Statistical, sigmas);

    /// <summary>New/old within [1/<paramref name="factor"/>, <paramref name="factor"/>].</summary>
    public static Tolerance Ratio(double factor) => new(ToleranceClass.Ratio, factor);

    /// <summary>For a share of <paramref name="of"/> things: up to <paramref name="size"/> of them. Counts are whole numbers, so that no rounding decides.</summary>
    public static Tolerance Count(double size, int of) => new(ToleranceClass.Count, size, of);
}
