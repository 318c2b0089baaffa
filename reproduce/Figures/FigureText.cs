namespace Gmlm.Reproduce.Figures;

/// <summary>The words beside a drawing, as Typst markup, for the PDF and for the page.</summary>
/// <param name="Number">The paper's number of the figure; null for a figure that the report numbers itself.</param>
/// <param name="X">The title of the horizontal axis.</param>
/// <param name="Y">The title of the vertical axis.</param>
/// <param name="Caption">The caption.</param>
/// <param name="Alt">What the drawing shows, as plain text, for readers who do not see it.</param>
public sealed record FigureText(string? Number, string X, string Y, string Caption, string Alt)
{
    /// <summary>The words of a figure, by its name. A figure without words of its own has its name as caption.</summary>
    public static FigureText Of(string figure) => PaperFigureTexts.All.GetValueOrDefault(figure)
        ?? ClaimFigureTexts.All.GetValueOrDefault(figure)
        ?? new FigureText(null, "", "", $"`{figure}`", figure);
}
