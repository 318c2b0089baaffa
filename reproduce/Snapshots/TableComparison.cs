namespace Gmlm.Reproduce.Snapshots;

/// <summary>Compares an exact table as text, cell by cell.</summary>
internal static class TableComparison
{
    /// <summary>One row for each text that differs, or one row for the whole table if none does.</summary>
    public static IEnumerable<Difference> Rows(string experiment, Table old, Table now)
    {
        var (before, after) = (Texts(old), Texts(now));
        var differing = before.Keys.Union(after.Keys)
            .Where(place => before.GetValueOrDefault(place) != after.GetValueOrDefault(place))
            .ToArray();
        return differing.Length == 0
            ? [Row(experiment, $"table({old.Name})", "as it was", "as it was", Standing.Within)]
            : differing.Select(
                place => Row(experiment, $"table({old.Name}){place}", Text(before, place), Text(after, place), Standing.Moved));

        static string Text(Dictionary<string, string> texts, string place) => texts.GetValueOrDefault(place, "none");
    }

    // The places in reading order: the caption, the headings, and the cells by row and column, counted from 1.
    private static Dictionary<string, string> Texts(Table table) => table.Columns
        .Select((heading, i) => (Place: Invariant($"[heading {i + 1}]"), heading))
        .Prepend(("[caption]", table.Caption))
        .Concat(table.Rows.SelectMany((row, i) => row.Select((cell, j) => (Invariant($"[{i + 1}, {j + 1}]"), cell))))
        .ToDictionary(text => text.Item1, text => text.Item2);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static Difference Row(string experiment, string name, string old, string now, Standing standing) =>
        new(experiment, name, old, now, null, null, "exact text", standing);
}
