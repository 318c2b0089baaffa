using System.Text.Encodings.Web;
using System.Text.Json;
using Gmlm.Reproduce.Figures;

namespace Gmlm.Reproduce.Report;

/// <summary>Makes the figures and the PDF from results. The same results give the same bytes.</summary>
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
    /// Draws the figures, writes the model and typesets the report. The files are made in a scratch folder and then moved into place, so
    /// that two reports at once do not mix.
    /// </summary>
    /// <param name="input">The results.</param>
    /// <param name="repositoryRoot">The folder that holds <c>reports/template</c>.</param>
    /// <param name="buildFolder">The folder for <c>figures/</c>, <c>report.json</c> and <c>report.pdf</c>; created if needed.</param>
    /// <param name="cancellation">Cancelled when the user interrupts.</param>
    /// <param name="typesetter">The typesetter; null for Typst.</param>
    /// <param name="drawn">Called with the folder of the figures after they are drawn, before the report is typeset.</param>
    /// <returns>The path of the PDF.</returns>
    /// <exception cref="MissingToolException">Node.js or the typesetter is missing.</exception>
    /// <exception cref="TypesettingException">A claim's markup or the template has an error.</exception>
    public static string Compile(
        ReportInput input,
        string repositoryRoot,
        string buildFolder,
        CancellationToken cancellation = default,
        ITypesetter? typesetter = null,
        Action<string>? drawn = null)
    {
        using var scratch = new ScratchFolder("report");
        var written = new WrittenFiles(buildFolder);
        var (model, figures, unfinished) = (scratch.PathOf("report.json"), scratch.PathOf("figures"), scratch.PathOf("report.pdf"));
        var names = Figures(input, figures);
        var place = Path.Combine(buildFolder, "figures");
        var svgs = names.Values.SelectMany(each => each).Select(name => $"{name}.svg").ToArray();
        written.Write([.. svgs.Select(name => (Path.Combine(place, name), File.ReadAllBytes(Path.Combine(figures, name))))]);
        drawn?.Invoke(place);
        File.WriteAllText(model, JsonSerializer.Serialize(ModelBuilder.Build(input, names), Json));
        written.Write((Path.Combine(buildFolder, "report.json"), File.ReadAllBytes(model)));

        typesetter ??= new TypstTypesetter(Path.Combine(repositoryRoot, "reports", "template"));
        typesetter.Typeset(model, figures, unfinished, cancellation);
        var pdf = Path.Combine(buildFolder, "report.pdf");
        written.Write((pdf, File.ReadAllBytes(unfinished)));
        return pdf;
    }

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
