namespace Gmlm.Reproduce.Report;

/// <summary>From a model and figures to a PDF. The one place to put another typesetter, for example QuestPDF.</summary>
public interface ITypesetter
{
    /// <summary>Writes <paramref name="pdf"/>. The same model and figures give the same bytes.</summary>
    /// <param name="model">A JSON file: a <see cref="ReportModel"/>, property names in camel case.</param>
    /// <param name="figures">The folder of the SVG files that the model names.</param>
    /// <param name="pdf">The file to write.</param>
    /// <param name="cancellation">Set when the person interrupts.</param>
    /// <exception cref="MissingToolException">Something that has to be installed is not.</exception>
    /// <exception cref="TypesettingException">The document has an error.</exception>
    void Typeset(string model, string figures, string pdf, CancellationToken cancellation);
}
