namespace Gmlm.Padir.Tokens;

/// <summary>
/// The Levenshtein distance: the smallest number of insertions, deletions and replacements of single items that turn one sequence
/// into another.
/// </summary>
public static class EditDistance
{
    /// <summary>Computes the distance of two sequences, with one row of the table in memory.</summary>
    public static int Of<T>(IReadOnlyList<T> items, ReadOnlySpan<T> others)
        where T : IEquatable<T>
    {
        ArgumentNullException.ThrowIfNull(items);
        var row = Enumerable.Range(0, others.Length + 1).ToArray();
        for (var i = 0; i < items.Count; i++)
        {
            var diagonal = row[0];
            row[0] = i + 1;
            for (var j = 0; j < others.Length; j++)
            {
                var replaced = diagonal + (items[i].Equals(others[j]) ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(replaced, Math.Min(diagonal, row[j]) + 1);
            }
        }

        return row[^1];
    }
}
