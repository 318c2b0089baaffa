namespace Gmlm.Padir.Training;

/// <summary>Counts from one pass over fully masked canvases: the words of the texts, and the blanks.</summary>
/// <param name="Words">The words of the texts on the canvases.</param>
/// <param name="Wanted">The words of the targets.</param>
/// <param name="Blanks">The cells whose likeliest id is the blank.</param>
/// <param name="Cells">The number of cells.</param>
public readonly record struct CanvasSums(long Words, long Wanted, long Blanks, long Cells)
{
    /// <summary>Adds the counts.</summary>
    public static CanvasSums operator +(CanvasSums a, CanvasSums b) =>
        new(a.Words + b.Words, a.Wanted + b.Wanted, a.Blanks + b.Blanks, a.Cells + b.Cells);

    /// <summary>The words of the texts divided by those of the targets; null without a canvas.</summary>
    public double? LengthRatio => Wanted > 0 ? (double)Words / Wanted : null;

    /// <summary>The share of cells whose likeliest id is the blank; null without a canvas.</summary>
    public double? BlankShare => Cells > 0 ? (double)Blanks / Cells : null;
}
