using System.Text.RegularExpressions;

namespace Gmlm.Reproduce.Report;

/// <summary>A word of a trace at a position, after an iteration.</summary>
/// <param name="Piece">The subword; ▁ marks the beginning of a word.</param>
/// <param name="IsRemasked">Whether the iteration gave it up again.</param>
/// <param name="IsChanged">Whether the iteration before has another one at the position; false in the first.</param>
internal sealed record TraceCell(string Piece, bool IsRemasked, bool IsChanged);

/// <summary>How a translation came about: its source, its reference, the words of each iteration, and the output.</summary>
internal sealed record TraceModel(string Source, string Reference, IReadOnlyList<IReadOnlyList<TraceCell>> Iterations, string Output);

/// <summary>
/// Reads the traces from a table of the report: rows named "1. source", "reference", "iteration 1" and so on, and "output"; the words of
/// an iteration are separated by spaces, and those that were remasked stand in brackets.
/// </summary>
internal static partial class DecodingTraces
{
    /// <summary>The traces of a table; none if it is a table of another kind.</summary>
    public static IReadOnlyList<TraceModel> Of(TableModel table)
    {
        List<TraceModel> traces = [];
        var rows = table.Rows.Where(row => row.Count == 2).Select(row => (Name: row[0], Text: row[1])).ToArray();
        if (rows.Length < table.Rows.Count)
            return [];
        for (var i = 0; i < rows.Length;)
        {
            var next = Array.FindIndex(rows, i + 1, row => row.Name.EndsWith(". source", StringComparison.Ordinal));
            var end = next < 0 ? rows.Length : next;
            if (Trace(rows[i..end]) is not { } trace)
                return [];
            traces.Add(trace);
            i = end;
        }

        return traces;
    }

    private static TraceModel? Trace((string Name, string Text)[] rows)
    {
        string? Text(Func<string, bool> isWanted) => Array.Find(rows, row => isWanted(row.Name)).Text;
        var iterations = rows.Where(row => Iteration().IsMatch(row.Name)).Select(row => row.Text.Split(' ')).ToArray();
        return Text(name => name.EndsWith(". source", StringComparison.Ordinal)) is { } source
            && Text(name => name == "reference") is { } reference
            && Text(name => name == "output") is { } output
            && iterations.Length > 0
            ? new TraceModel(
                source, reference, [.. iterations.Select((words, i) => Cells(words, i == 0 ? null : iterations[i - 1]))], output)
            : null;
    }

    private static IReadOnlyList<TraceCell> Cells(string[] words, string[]? before) =>
    [
        .. words.Select((word, position) => new TraceCell(
            Bare(word), Bare(word) != word, before is not null && (position >= before.Length || Bare(before[position]) != Bare(word)))),
    ];

    private static string Bare(string word) => word.Length > 2 && word[0] == '(' && word[^1] == ')' ? word[1..^1] : word;

    [GeneratedRegex("^iteration [0-9]+$")]
    private static partial Regex Iteration();
}
