namespace Gmlm.Reproduce.Report;

/// <summary>
/// Makes a PDF from a model and figures. Another typesetter, for example QuestPDF, can be used by implementing this interface.
/// </summary>
public interface ITypesetter
{
    /// <summary>Writes <paramref name="pdf"/>. The same model and figures give the same bytes.</summary>
    /// <param name="model">A JSON file: a <see cref="ReportModel"/>, property names in camel case.</param>
    /// <param name="figures">The folder of the SVG files that the model names.</param>
    /// <param name="pdf">The file to write.</param>
    /// <param name="cancellation">Cancelled when the user interrupts.</param>
    /// <exception cref="MissingToolException">A tool that must be installed is missing.</exception>
    /// <exception cref="TypesettingException">The document has an error.</exception>
    void Typeset(string model, string figures, string pdf, CancellationToken cancellation);
}
