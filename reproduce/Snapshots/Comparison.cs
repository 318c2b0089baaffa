using System.Globalization;
using Gmlm.Reproduce.Harness;

namespace Gmlm.Reproduce.Snapshots;

/// <summary>
/// Compares a result with its snapshot, item by item. The snapshot's tolerances rule: a change that loosens one is itself a move. A claim that is skipped here, for want of data or a
/// checkpoint, did not move, nor did what was not measured then; the gate tells of it.
/// </summary>
public static class Comparison
{
    /// <summary>Every item of either side.</summary>
    public static IReadOnlyList<Difference> Compare(Snapshot snapshot, ExperimentResult result)
    {
        var rows = new List<Difference>();
        var partial = result.Verdicts.Any(verdict => verdict.Verdict == Verdict.Skipped);
        var verdicts = result.Verdicts.ToDictionary(verdict => verdict.Claim, verdict => verdict.Verdict);
        foreach (var claim in snapshot.Verdicts.Keys.Union(verdicts.Keys))
        {
            Verdict? old = snapshot.Verdicts.TryGetValue(claim, out var before) ? before : null;
            Verdict? now = verdicts.TryGetValue(claim, out var after) ? after : null;
            rows.Add(new Difference(result.Experiment, $"verdict({claim})", Word(old), Word(now), null, null, "exact", old != now && (now != Verdict.Skipped || old is null)));
        }

        var measured = result.Metrics.ToDictionary(metric => metric.Name);
        foreach (var old in snapshot.Metrics)
        {
            rows.Add(measured.Remove(old.Name, out var now)
                ? Item(result.Experiment, old.Name, (old.Value, old.StandardError), (now.Value, now.StandardError), old.Tolerance, now.Tolerance)
                : Gone(result.Experiment, old.Name, Difference.Number(old.Value), partial));
        }

        rows.AddRange(measured.Values.Select(now => Missing(result.Experiment, now.Name, "new", Difference.Number(now.Value))));
        rows.AddRange(SeriesRows(snapshot, result, partial));
        return rows;
    }

    /// <summary>How much |new − old| may be; null where the class has no such number.</summary>
    public static double? Allowed(Tolerance tolerance, double old, double? oldError, double? newError) => tolerance.Class switch
    {
        ToleranceClass.Exact => 0,
        ToleranceClass.Absolute => tolerance.Size,
        ToleranceClass.Relative => tolerance.Size * Math.Abs(old),
        ToleranceClass.Statistical => tolerance.Size * Math.Sqrt(((oldError ?? 0) * (oldError ?? 0)) + ((newError ?? 0) * (newError ?? 0))),
        _ => null,
    };

    private static IEnumerable<Difference> SeriesRows(Snapshot snapshot, ExperimentResult result, bool partial)
    {
        var curves = result.Series.ToDictionary(series => series.Name);
        foreach (var old in snapshot.Series)
        {
            if (!curves.Remove(old.Name, out var now))
            {
                yield return Gone(result.Experiment, old.Name, $"{old.Points.Count} points", partial);
                continue;
            }

            var points = now.Points.ToDictionary(point => point.X);
            foreach (var point in old.Points)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"{old.Name}[{point.X}]");
                yield return points.Remove(point.X, out var current)
                    ? Item(result.Experiment, name, (point.Y, point.Error), (current.Y, current.Error), old.Tolerance, now.Tolerance)
                    : Gone(result.Experiment, name, Difference.Number(point.Y), partial);
            }

            foreach (var point in points.Values)
            {
                yield return Missing(result.Experiment, string.Create(CultureInfo.InvariantCulture, $"{old.Name}[{point.X}]"), "new", Difference.Number(point.Y));
            }
        }

        foreach (var now in curves.Values)
        {
            yield return Missing(result.Experiment, now.Name, "new", $"{now.Points.Count} points");
        }
    }

    private static Difference Item(string experiment, string name, (double Value, double? Error) old, (double Value, double? Error) now, Tolerance tolerance, Tolerance stated)
    {
        if (tolerance != stated)
        {
            return new Difference(experiment, name, Words(tolerance), Words(stated), null, null, "the tolerance itself changed", true);
        }

        var same = old.Value.Equals(now.Value);
        var delta = now.Value - old.Value;
        var (moved, ratio) = tolerance.Class switch
        {
            ToleranceClass.Informational => (false, (double?)null),
            ToleranceClass.Ordering => (Sign(old.Value) != Sign(now.Value), null),
            ToleranceClass.Ratio => RatioMove(old.Value, now.Value, tolerance.Size),
            _ => Move(same, delta, Allowed(tolerance, old.Value, old.Error, now.Error)!.Value),
        };
        var (before, after) = Difference.Numbers(old.Value, now.Value);
        return new Difference(experiment, name, before, after, same ? 0 : delta, ratio, Words(tolerance), moved);
    }

    private static int? Sign(double value) => double.IsNaN(value) ? null : Math.Sign(value);

    private static (bool Moved, double? Ratio) Move(bool same, double delta, double allowed)
    {
        if (same)
        {
            return (false, 0);
        }

        var ratio = allowed > 0 ? Math.Abs(delta) / allowed : double.PositiveInfinity;
        return (!(ratio <= 1), ratio);
    }

    // |log(new/old)| over log(size): symmetric, and above 1 exactly when new/old leaves [1/size, size].
    private static (bool Moved, double? Ratio) RatioMove(double old, double now, double size)
    {
        var ratio = Math.Abs(Math.Log(now / old)) / Math.Log(size);
        return (!(ratio <= 1), ratio);
    }

    private static Difference Gone(string experiment, string name, string old, bool skipped) =>
        skipped ? new(experiment, name, old, "skipped", null, null, "skipped here", false) : Missing(experiment, name, old, "gone");

    private static Difference Missing(string experiment, string name, string old, string now) =>
        new(experiment, name, old, now, null, null, "must be there", true);

    private static string Word(Verdict? verdict) => verdict?.ToString().ToLowerInvariant() ?? "none";

    private static string Words(Tolerance tolerance) => tolerance.Class switch
    {
        ToleranceClass.Exact => "exact",
        ToleranceClass.Absolute => $"± {Difference.Number(tolerance.Size)}",
        ToleranceClass.Relative => $"± {Difference.Number(tolerance.Size)} relative",
        ToleranceClass.Statistical => $"± {Difference.Number(tolerance.Size)} standard errors",
        ToleranceClass.Ordering => "sign stays",
        ToleranceClass.Ratio => $"factor {Difference.Number(tolerance.Size)}",
        _ => "not gated",
    };
}
