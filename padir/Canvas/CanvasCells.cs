namespace Gmlm.Padir.Canvas;

/// <summary>
/// A canvas is a row of T cells, each a word or a blank. Its text is read by joining neighbouring cells with the same word and dropping
/// the blanks (Connectionist Temporal Classification, Graves et al. 2006). Equal neighbouring words of a text therefore need a blank
/// between them.
/// </summary>
public static class CanvasCells
{
    /// <summary>Returns the words of a canvas, in order.</summary>
    /// <param name="cells">Words and blanks, none of them masked.</param>
    /// <param name="blank">The blank's id.</param>
    public static CanvasWord[] Words(ReadOnlySpan<int> cells, int blank)
    {
        var words = new List<CanvasWord>(cells.Length);
        for (var first = 0; first < cells.Length;)
        {
            var end = first + 1;
            while (end < cells.Length && cells[end] == cells[first])
            {
                end++;
            }

            if (cells[first] != blank)
            {
                words.Add(new CanvasWord(cells[first], first, end));
            }

            first = end;
        }

        return [.. words];
    }

    /// <summary>Returns the text of a canvas.</summary>
    /// <inheritdoc cref="Words"/>
    public static int[] Join(ReadOnlySpan<int> cells, int blank) => [.. Words(cells, blank).Select(word => word.Id)];

    /// <summary>Returns the smallest number of cells for a text: one for each word, and a blank between equal neighbours.</summary>
    public static int Fewest(ReadOnlySpan<int> words)
    {
        var cells = words.Length;
        for (var i = 1; i < words.Length; i++)
        {
            cells += words[i] == words[i - 1] ? 1 : 0;
        }

        return cells;
    }
}
