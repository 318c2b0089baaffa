namespace Gmlm.Padir.Canvas;

/// <summary>
/// A canvas is a row of T cells, each a word or a blank. Its text is read by joining neighbouring cells of the same word and dropping the
/// blanks. So a word that stands twice in a row needs a blank between. (Graves et al., Connectionist Temporal Classification, 2006.)
/// </summary>
public static class CanvasCells
{
    /// <summary>The text that a canvas stands for.</summary>
    /// <param name="cells">Words and blanks, none of them masked.</param>
    /// <param name="blank">The blank's id.</param>
    public static int[] Join(ReadOnlySpan<int> cells, int blank)
    {
        var words = new List<int>(cells.Length);
        var before = blank;
        foreach (var cell in cells)
        {
            if (cell != blank && cell != before)
            {
                words.Add(cell);
            }

            before = cell;
        }

        return [.. words];
    }

    /// <summary>The fewest cells that hold a text: one a word, and a blank between equal neighbours.</summary>
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
