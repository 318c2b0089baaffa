namespace Gmlm.Padir.Training;

/// <summary>How long the texts are that one pass over masked canvases gives, and how much of the canvases is blank.</summary>
/// <param name="Words">Words that were read.</param>
/// <param name="Wanted">Words of the targets.</param>
/// <param name="Blanks">Cells that say the blank.</param>
/// <param name="Cells">All cells.</param>
public readonly record struct CanvasSums(long Words, long Wanted, long Blanks, long Cells)
{
    /// <summary>Sums of both.</summary>
    public static CanvasSums operator +(CanvasSums a, CanvasSums b) =>
        new(a.Words + b.Words, a.Wanted + b.Wanted, a.Blanks + b.Blanks, a.Cells + b.Cells);

    /// <summary>Words read for each word of the targets; null where there is no canvas.</summary>
    public double? LengthRatio => Wanted > 0 ? (double)Words / Wanted : null;

    /// <summary>The share of cells that say the blank; null where there is no canvas.</summary>
    public double? BlankShare => Cells > 0 ? (double)Blanks / Cells : null;
}
