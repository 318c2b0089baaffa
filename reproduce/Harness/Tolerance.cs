using System.Text.Json.Serialization;

namespace Gmlm.Reproduce.Harness;

/// <summary>The ways in which a metric may differ from its snapshot.</summary>
public enum ToleranceClass
{
    /// <summary>Not at all.</summary>
    Exact,

    /// <summary>By at most Size, in the metric's unit.</summary>
    Absolute,

    /// <summary>By at most Size times the snapshot's magnitude.</summary>
    Relative,

    /// <summary>By at most Size standard errors of the difference. With Size 4, one comparison in 16,000 is a false alarm.</summary>
    Statistical,

    /// <summary>The metric is a signed distance between two values, and its sign must not change.</summary>
    Ordering,

    /// <summary>A ratio measured within one run: new/old within [1/Size, Size].</summary>
    Ratio,

    /// <summary>Shown, not gated.</summary>
    Informational,

    /// <summary>The metric is a share of Of items, and the number of items may differ by at most Size.</summary>
    Count,
}

/// <summary>A tolerance class and its size.</summary>
/// <param name="Class">The comparison.</param>
/// <param name="Size">The allowed difference, in the unit of the class.</param>
/// <param name="Of">For the class of counts, the total number of items.</param>
public sealed record Tolerance(
    ToleranceClass Class, double Size = 0, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Of = 0)
{
    /// <summary>No difference at all.</summary>
    public static readonly Tolerance Exact = new(ToleranceClass.Exact);

    /// <summary>The sign must not change.</summary>
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

    /// <summary>
    /// For a share of <paramref name="of"/> items, up to <paramref name="size"/> of them. Whole counts are compared, so that
    /// rounding has no effect.
    /// </summary>
    public static Tolerance Count(double size, int of) => new(ToleranceClass.Count, size, of);
}
