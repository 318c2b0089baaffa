using Gmlm.Padir.Runtime;
using Estimate = (double Value, double? Error);

namespace Gmlm.Reproduce.Snapshots;

/// <summary>
/// Compares one number and its standard error with the snapshot's, by the snapshot's tolerance. A changed tolerance is itself a move.
/// </summary>
internal static class NumberComparison
{
    // Standard errors are estimates too, from a bootstrap or from a few repetitions.
    private const double ErrorFactor = 2;

    // A decimal fraction is stored to half a unit in the last place, and a difference of two fractions has twice that error:
    // 1 − 0.99 is above 0.01.
    private const double Rounding = 4;

    /// <summary>The row of the number, and for a gated number with a standard error on either side the row of that error.</summary>
    public static IEnumerable<Difference> Rows(
        string experiment, string name, Estimate old, Estimate now, Tolerance tolerance, Tolerance stated)
    {
        if (tolerance != stated)
        {
            yield return new Difference(
                experiment, name, Words(tolerance), Words(stated), null, null, "the tolerance itself changed", Standing.Moved);
            yield break;
        }

        yield return Value(experiment, name, old, now, tolerance);
        if (tolerance.Class != ToleranceClass.Informational && (old.Error is not null || now.Error is not null))
        {
            yield return Error(experiment, name, old, now, tolerance);
        }
    }

    /// <summary>The rows of a metric.</summary>
    public static IEnumerable<Difference> Rows(string experiment, Metric old, Metric now) =>
        Rows(experiment, old.Name, (old.Value, old.StandardError), (now.Value, now.StandardError), old.Tolerance, now.Tolerance);

    /// <summary>The largest allowed |new − old|; null for a class without such a number.</summary>
    public static double? Allowed(Tolerance tolerance, double old, double? oldError, double? newError) => tolerance.Class switch
    {
        ToleranceClass.Exact => 0,
        ToleranceClass.Absolute => tolerance.Size,
        ToleranceClass.Relative => tolerance.Size * Math.Abs(old),
        ToleranceClass.Statistical => tolerance.Size * Math.Sqrt(((oldError ?? 0) * (oldError ?? 0)) + ((newError ?? 0) * (newError ?? 0))),
        _ => null,
    };

    private static Difference Value(string experiment, string name, Estimate old, Estimate now, Tolerance tolerance)
    {
        var same = old.Value == now.Value;
        var (moved, ratio) = tolerance.Class switch
        {
            ToleranceClass.Informational => (false, (double?)null),
            ToleranceClass.Ordering => (Sign(old.Value) != Sign(now.Value), null),
            ToleranceClass.Ratio => RatioMove(old.Value, now.Value, tolerance.Size),
            ToleranceClass.Count => CountMove(old.Value, now.Value, tolerance),
            _ => Move(same, old.Value, now.Value, Allowed(tolerance, old.Value, old.Error, now.Error)!.Value),
        };

        // NaN is not equal to any value, including NaN, whether the number is gated or only shown.
        moved |= double.IsNaN(old.Value) || double.IsNaN(now.Value);
        var (before, after) = Difference.Distinct(old.Value, now.Value);
        var standing = moved ? Standing.Moved : tolerance.Class == ToleranceClass.Informational ? Standing.Shown : Standing.Within;
        var delta = same && !moved ? 0 : now.Value - old.Value;
        return new Difference(experiment, name, before, after, delta, ratio, Words(tolerance), standing);
    }

    // A standard error may differ by a factor. It may also differ if both errors are below the tolerance of the value itself.
    private static Difference Error(string experiment, string name, Estimate old, Estimate now, Tolerance tolerance)
    {
        var isBounded = tolerance.Class is ToleranceClass.Absolute or ToleranceClass.Relative;
        var small = isBounded ? Allowed(tolerance, old.Value, null, null)!.Value : 0;
        var within = (old.Error, now.Error) is ({ } before, { } after)
            && (Factors.Within(before, after, ErrorFactor) || (before >= 0 && before <= small && after >= 0 && after <= small));
        var (oldText, newText) = (old.Error, now.Error) is ({ } one, { } two)
            ? Difference.Distinct(one, two)
            : (Text(old.Error), Text(now.Error));
        var standing = within ? Standing.Within : Standing.Moved;
        var allowed = $"factor {Difference.Number(ErrorFactor)}";
        return new Difference(experiment, $"error({name})", oldText, newText, now.Error - old.Error, null, allowed, standing);
    }

    private static string Text(double? error) => error is { } number ? Difference.Number(number) : "none";

    private static int? Sign(double value) => double.IsNaN(value) ? null : Math.Sign(value);

    private static (bool Moved, double? Ratio) Move(bool same, double old, double now, double allowed)
    {
        if (same)
        {
            return (false, 0);
        }

        var (delta, largest) = (Math.Abs(now - old), Math.Max(Math.Abs(old), Math.Abs(now)));
        var rounding = Rounding * (Math.BitIncrement(largest) - largest);
        return allowed > 0 ? (!(delta <= allowed + rounding), delta / allowed) : (true, double.PositiveInfinity);
    }

    // |log(new/old)| over log(size) is symmetric, and above 1 exactly if new/old is outside [1/size, size].
    private static (bool Moved, double? Ratio) RatioMove(double old, double now, double size)
    {
        var ratio = Math.Abs(Math.Log(now / old)) / Math.Log(size);
        return (!(ratio <= 1), ratio);
    }

    // Whole numbers are compared, so that rounding has no effect.
    private static (bool Moved, double? Ratio) CountMove(double old, double now, Tolerance tolerance)
    {
        var ratio = Math.Abs(Math.Round(now * tolerance.Of) - Math.Round(old * tolerance.Of)) / tolerance.Size;
        return (!(ratio <= 1), ratio);
    }

    private static string Words(Tolerance tolerance) => tolerance.Class switch
    {
        ToleranceClass.Exact => "exact",
        ToleranceClass.Absolute => $"± {Difference.Number(tolerance.Size)}",
        ToleranceClass.Relative => $"± {Difference.Number(tolerance.Size)} relative",
        ToleranceClass.Statistical => $"± {Difference.Number(tolerance.Size)} standard errors",
        ToleranceClass.Ordering => "sign stays",
        ToleranceClass.Ratio => $"factor {Difference.Number(tolerance.Size)}",
        ToleranceClass.Count => $"± {Difference.Number(tolerance.Size)} of {Difference.Number(tolerance.Of)}",
        _ => "not gated",
    };
}
