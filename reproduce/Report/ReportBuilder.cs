using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gmlm.Reproduce.Figures;

namespace Gmlm.Reproduce.Report;

/// <summary>
/// Makes the figures, the page, the summary, the file of results and the PDF from results. The same results give the same bytes.
/// </summary>
public static class ReportBuilder
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    };

    /// <summary>
    /// Draws the figures, writes the model and what stands beside the PDF, and typesets the report. The files are made in a scratch folder
    /// and then moved into place, so that two reports at once do not mix. All but the PDF are made without Node.js.
    /// </summary>
    /// <param name="input">The results.</param>
    /// <param name="repositoryRoot">The folder that holds <c>reports/template</c>.</param>
    /// <param name="buildFolder">
    /// The folder for <c>figures/</c>, <c>index.html</c>, <c>summary.md</c>, <c>results.json</c>, <c>report.json</c> and
    /// <c>report.pdf</c>; created if needed.
    /// </param>
    /// <param name="cancellation">Cancelled when the user interrupts.</param>
    /// <param name="typesetter">The typesetter; null for Typst.</param>
    /// <param name="made">Called before the report is typeset with what is there already, figures and page, and its path.</param>
    /// <returns>The path of the PDF.</returns>
    /// <exception cref="MissingToolException">Node.js or the typesetter is missing.</exception>
    /// <exception cref="TypesettingException">A claim's markup or the template has an error.</exception>
    public static string Compile(
        ReportInput input,
        string repositoryRoot,
        string buildFolder,
        CancellationToken cancellation = default,
        ITypesetter? typesetter = null,
        Action<string, string>? made = null)
    {
        using var scratch = new ScratchFolder("report");
        var written = new WrittenFiles(buildFolder);
        var (model, figures, unfinished) = (scratch.PathOf("report.json"), scratch.PathOf("figures"), scratch.PathOf("report.pdf"));
        var names = Figures(input, figures);
        var place = Path.Combine(buildFolder, "figures");
        var svgs = names.Values.SelectMany(each => each).Select(name => $"{name}.svg").ToArray();
        written.Write([.. svgs.Select(name => (Path.Combine(place, name), File.ReadAllBytes(Path.Combine(figures, name))))]);
        made?.Invoke("figures", place);
        var report = ModelBuilder.Build(input, names);
        File.WriteAllText(model, JsonSerializer.Serialize(report, Json));
        written.Write(
            [(Path.Combine(buildFolder, "report.json"), File.ReadAllBytes(model)), .. Beside(input, report, buildFolder, figures)]);
        made?.Invoke("page", Path.Combine(buildFolder, ReportPage.File));

        typesetter ??= new TypstTypesetter(Path.Combine(repositoryRoot, "reports", "template"));
        typesetter.Typeset(model, figures, unfinished, cancellation);
        var pdf = Path.Combine(buildFolder, "report.pdf");
        written.Write((pdf, File.ReadAllBytes(unfinished)));
        return pdf;
    }

    private static IEnumerable<(string Path, byte[] Bytes)> Beside(
        ReportInput input, ReportModel report, string buildFolder, string figures) =>
        new[]
        {
            (SummaryMarkdown.File, SummaryMarkdown.Of(input, report)),
            (ResultsJson.File, ResultsJson.Of(input, report)),
            (ReportPage.File, ReportPage.Of(input, report, name => File.ReadAllText(Path.Combine(figures, $"{name}.svg")))),
        }.Select(file => (Path.Combine(buildFolder, file.Item1), Encoding.UTF8.GetBytes(file.Item2)));

    /// <summary>
    /// Draws the figures of all results into a folder, which is created if needed. An experiment without a recipe has no figure.
    /// </summary>
    /// <returns>The names of the figures by experiment.</returns>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Figures(ReportInput input, string folder)
    {
        ArgumentNullException.ThrowIfNull(input);
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
