using System.Globalization;
using System.Text;
using Gmlm.Padir.Canvas;

namespace Gmlm.Padir.Decoding;

/// <summary>One iteration of a trace.</summary>
/// <param name="Written">The words that the model wrote, before any was rejected.</param>
/// <param name="LogProbabilities">ln p of the last token that the model wrote at each position.</param>
/// <param name="Rejected">Whether each word was rejected.</param>
/// <param name="After">The words after rejection.</param>
public sealed record DecodingStep(
    IReadOnlyList<int> Written, IReadOnlyList<float> LogProbabilities, IReadOnlyList<bool> Rejected, IReadOnlyList<int> After);

/// <summary>The iterations of one decoded candidate.</summary>
/// <param name="Input">The words before the first iteration.</param>
/// <param name="Steps">The iterations.</param>
/// <param name="Blank">The blank's id if the words are cells of a canvas; otherwise null.</param>
public sealed record DecodingTrace(IReadOnlyList<int> Input, IReadOnlyList<DecodingStep> Steps, int? Blank = null)
{
    /// <summary>
    /// A table with a line for each iteration and a column for each position. It shows a new word with its probability, a rejected word (in
    /// brackets), and an unchanged word as a dot. The last line shows the result. For a canvas, whose blanks are shown as ∅, a further line
    /// shows the text.
    /// </summary>
    /// <param name="piece">Returns the text of an id.</param>
    public string ToText(Func<int, string> piece)
    {
        ArgumentNullException.ThrowIfNull(piece);
        var show = piece;
        piece = id => id == Blank ? "∅" : show(id);
        var lines = new List<string[]> { Words("input", Input, piece) };
        var before = Input;
        for (var i = 0; i < Steps.Count; i++)
        {
            var (step, shown) = (Steps[i], before);
            lines.Add(
                [
                    (i + 1).ToString(CultureInfo.InvariantCulture),
                    .. Enumerable.Range(0, Input.Count).Select(k => Cell(step, shown, k, piece)),
                ]);
            before = step.After;
        }

        lines.Add(Words("output", before, piece));
        return Table(lines) + (
            Blank is { } blank ? $"text    {string.Join(' ', CanvasCells.Join([.. before], blank).Select(show))}\n" : "");
    }

    private static string[] Words(string name, IReadOnlyList<int> words, Func<int, string> piece) => [name, .. words.Select(piece)];

    private static string Cell(DecodingStep step, IReadOnlyList<int> before, int position, Func<int, string> piece)
    {
        var word = string.Create(
            CultureInfo.InvariantCulture, $"{piece(step.Written[position])} {Math.Exp(step.LogProbabilities[position]):0.00}");
        return step.Rejected[position] ? $"({word})" : step.Written[position] == before[position] ? "·" : word;
    }

    private static string Table(List<string[]> lines)
    {
        int[] widths = [.. Enumerable.Range(0, lines[0].Length).Select(column => lines.Max(line => line[column].Length))];
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            text.Append(string.Join("  ", line.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()).Append('\n');
        }

        return text.ToString();
    }
}
