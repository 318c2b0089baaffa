namespace Gmlm.Reproduce.Snapshots;

/// <summary>
/// Compares a result with its snapshot, item by item. A claim that is skipped because data or a checkpoint is missing has not moved, and
/// items that only skipped claims measure may be absent. The gate counts both separately.
/// </summary>
public static class Comparison
{
    /// <summary>The new value of an item that is absent because its claims are skipped.</summary>
    internal const string SkippedItem = "not measured";

    /// <summary>The rows of all items of either side.</summary>
    public static IReadOnlyList<Difference> Compare(Snapshot snapshot, ExperimentResult result)
    {
        var rows = new List<Difference>(SnapshotFlaws.Of(snapshot));
        rows.AddRange(VerdictComparison.Rows(snapshot, result));
        var skipped = result.Verdicts.Where(verdict => verdict.Verdict == Verdict.Skipped && !snapshot.MaySkip(verdict))
            .Select(verdict => verdict.Claim)
            .ToHashSet();
        var measured = ByName(result.Experiment, result.Metrics, metric => metric.Name, rows);
        foreach (var old in snapshot.Metrics)
        {
            rows.AddRange(measured.Remove(old.Name, out var now)
                ? NumberComparison.Rows(result.Experiment, old, now)
                : [Gone(snapshot, old.Name, Difference.Number(old.Value), old.Claims, skipped)]);
        }

        rows.AddRange(measured.Values.Select(now => Difference.Missing(result.Experiment, now.Name, "new", Difference.Number(now.Value))));
        rows.AddRange(SeriesRows(snapshot, result, skipped));
        rows.AddRange(TableRows(snapshot, result, skipped));
        return rows;
    }

    private static List<Difference> SeriesRows(Snapshot snapshot, ExperimentResult result, HashSet<string> skipped)
    {
        var rows = new List<Difference>();
        var curves = ByName(result.Experiment, result.Series, series => series.Name, rows);
        foreach (var old in snapshot.Series)
        {
            if (!curves.Remove(old.Name, out var now))
            {
                rows.Add(Gone(snapshot, old.Name, $"{old.Points.Count} points", null, skipped));
                continue;
            }

            var points = ByName(result.Experiment, now.Points, point => PointName(old, point), rows);
            foreach (var point in old.Points)
            {
                var name = PointName(old, point);
                rows.AddRange(points.Remove(name, out var current)
                    ? NumberComparison.Rows(
                        result.Experiment, name, (point.Y, point.Error), (current.Y, current.Error), old.Tolerance, now.Tolerance)
                    : [Difference.Missing(result.Experiment, name, Difference.Number(point.Y), "gone")]);
            }

            rows.AddRange(
                points.Select(point => Difference.Missing(result.Experiment, point.Key, "new", Difference.Number(point.Value.Y))));
        }

        rows.AddRange(curves.Values.Select(now => Difference.Missing(result.Experiment, now.Name, "new", $"{now.Points.Count} points")));
        return rows;
    }

    private static List<Difference> TableRows(Snapshot snapshot, ExperimentResult result, HashSet<string> skipped)
    {
        var rows = new List<Difference>();
        var exact = ByName(result.Experiment, result.Tables.Where(table => table.IsExact), table => table.Name, rows);
        if (snapshot.Tables is null)
        {
            rows.AddRange(exact.Keys.Select(name => NotRecorded(result.Experiment, $"table({name})")));
            return rows;
        }

        foreach (var old in snapshot.Tables)
        {
            // A table only has rows for the inputs that are present.
            Difference[] texts = exact.Remove(old.Name, out var now) ? [.. TableComparison.Rows(result.Experiment, old, now)] : [];
            rows.AddRange(texts is [] || (texts.Any(row => row.Moved) && MayBeAbsent(snapshot, null, skipped))
                ? [Gone(snapshot, $"table({old.Name})", $"{old.Rows.Count} rows", null, skipped)]
                : texts);
        }

        rows.AddRange(exact.Values.Select(now =>
            Difference.Missing(result.Experiment, $"table({now.Name})", "new", $"{now.Rows.Count} rows")));
        return rows;
    }

    /// <summary>An item that the snapshot does not hold because it is too old.</summary>
    internal static Difference NotRecorded(string experiment, string name) =>
        new(experiment, name, "none", "result", null, null, "not recorded yet", Standing.NotRecorded);

    private static string PointName(Series series, SeriesPoint point) =>
        string.Create(CultureInfo.InvariantCulture, $"{series.Name}[{point.X}]");

    // A second item with the same name is reported, since only one of them would be compared.
    private static Dictionary<string, T> ByName<T>(string experiment, IEnumerable<T> items, Func<T, string> name, List<Difference> rows)
    {
        var found = new Dictionary<string, T>();
        T[] again = [.. items.Where(item => !found.TryAdd(name(item), item))];
        rows.AddRange(again.Select(item => Difference.Missing(experiment, name(item), "once", "twice")));
        return found;
    }

    // The absence of an item is allowed only if each claim that needs the item is skipped.
    private static bool MayBeAbsent(Snapshot snapshot, IReadOnlyList<string>? claims, HashSet<string> skipped) =>
        skipped.Count > 0 && (claims is { Count: > 0 } ? claims : snapshot.Verdicts.Keys).All(skipped.Contains);

    private static Difference Gone(Snapshot snapshot, string name, string old, IReadOnlyList<string>? claims, HashSet<string> skipped) =>
        MayBeAbsent(snapshot, claims, skipped)
            ? new(snapshot.Experiment, name, old, SkippedItem, null, null, "skipped with its claims", Standing.Skipped)
            : Difference.Missing(snapshot.Experiment, name, old, "gone");
}
