using System.Text.Encodings.Web;
using System.Text.Json;
using Gmlm.Reproduce.Figures;

namespace Gmlm.Reproduce.Report;

/// <summary>Figures and PDF from results. Same results, same bytes.</summary>
public static class ReportBuilder
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    };

    /// <summary>Draws the figures of all results into a folder, which is made if need be. An experiment without a recipe has none.</summary>
    public static void Figures(ReportInput input, string folder) => Draw(input, folder);

    /// <summary>Draws the figures, writes the model and typesets the report.</summary>
    /// <param name="input">The results.</param>
    /// <param name="repositoryRoot">The folder that holds <c>reports/template</c>.</param>
    /// <param name="buildFolder">Takes <c>figures/</c>, <c>report.json</c> and <c>report.pdf</c>; made if need be.</param>
    /// <param name="cancellation">Set when the person interrupts.</param>
    /// <param name="typesetter">Another typesetter than Typst.</param>
    /// <returns>The path of the PDF.</returns>
    /// <exception cref="MissingToolException">Node.js or the typesetter is not there.</exception>
    /// <exception cref="TypesettingException">A claim's markup or the template has an error.</exception>
    public static string Compile(ReportInput input, string repositoryRoot, string buildFolder, CancellationToken cancellation = default, ITypesetter? typesetter = null)
    {
        var figures = Path.Combine(buildFolder, "figures");
        var drawn = Draw(input, figures);
        var model = Path.Combine(buildFolder, "report.json");
        File.WriteAllText(model, JsonSerializer.Serialize(ModelBuilder.Build(input, drawn), Json));

        var pdf = Path.Combine(buildFolder, "report.pdf");
        typesetter ??= new TypstTypesetter(Path.Combine(repositoryRoot, "reports", "template"));
        typesetter.Typeset(model, figures, pdf, cancellation);
        return pdf;
    }

    private static Dictionary<string, IReadOnlyList<string>> Draw(ReportInput input, string folder)
    {
        Directory.CreateDirectory(folder);
        var drawn = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var experiment in input.Experiments.Where(experiment => experiment.Result is not null))
        {
            var figures = FigureGallery.Draw(experiment.Result!);
            foreach (var figure in figures)
                using (figure.Plot)
                    figure.Save(folder);
            drawn[experiment.Id] = [.. figures.Select(figure => figure.Name)];
        }
        return drawn;
    }
}
