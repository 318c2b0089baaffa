using System.Globalization;
using System.Text;
using Gmlm.Padir.Canvas;

namespace Gmlm.Padir.Decoding;

/// <summary>One iteration of a trace.</summary>
/// <param name="Written">The words after the model wrote and before any was rejected.</param>
/// <param name="LogProbabilities">ln p of what the model last wrote at each position.</param>
/// <param name="Rejected">Which were rejected.</param>
/// <param name="After">The words after rejection.</param>
public sealed record DecodingStep(
    IReadOnlyList<int> Written, IReadOnlyList<float> LogProbabilities, IReadOnlyList<bool> Rejected, IReadOnlyList<int> After);

/// <summary>What changed when, and how sure the model was.</summary>
/// <param name="Input">The words before the first iteration.</param>
/// <param name="Steps">The iterations.</param>
/// <param name="Blank">The blank's id, where the words are the cells of a canvas; else null.</param>
public sealed record DecodingTrace(IReadOnlyList<int> Input, IReadOnlyList<DecodingStep> Steps, int? Blank = null)
{
    /// <summary>
    /// A table, a line per iteration, a column per position: the word written and its probability where it is new, (in brackets) where it
    /// was rejected, a dot where nothing changed. The last line is the outcome; of a canvas, whose blanks are shown as ∅, another line has
    /// its text.
    /// </summary>
    /// <param name="piece">How an id is written.</param>
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
