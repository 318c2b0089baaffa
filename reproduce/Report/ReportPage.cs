using System.Xml.Linq;
using Gmlm.Reproduce.Report.Markup;
using Gmlm.Reproduce.Snapshots;

namespace Gmlm.Reproduce.Report;

/// <summary>The report as one page that needs no other file: outcome, claims, figures, tables, decoding traces and histories.</summary>
internal static class ReportPage
{
    /// <summary>The name of the page's file.</summary>
    public const string File = "index.html";

    private const string Title = "Masked language models, checked claim by claim";

    /// <summary>The page. The same results give the same text.</summary>
    /// <param name="input">The results.</param>
    /// <param name="report">The results in their printed form.</param>
    /// <param name="svg">The text of a drawing, by its name.</param>
    public static string Of(ReportInput input, ReportModel report, Func<string, string> svg) => PageTemplate.Filled(
        Title,
        HtmlText.Of(
            Tag.Of("a.skip", Tag.With("href", "#claims"), "Skip to the claims"),
            Head(input, report),
            Tag.Of("main", Outcome(input, report), Claims(input, report, svg), Provenance(report))));

    private static XElement Head(ReportInput input, ReportModel report) => Tag.Of(
        "header",
        Tag.Of("h1", Title),
        Tag.Of(
            "p",
            "A reproduction of “Promises and Pitfalls of Generative Masked Language Modeling: Theoretical Framework and Practical "
            + "Guidelines” (Li et al., ICML 2024, ",
            Tag.Link("https://arxiv.org/abs/2407.21046", "arXiv:2407.21046"),
            "), ",
            Tag.Link("report.pdf", "also as a PDF"),
            ". Profile ",
            Tag.Of("code", report.Profile),
            ", seed ",
            Tag.Of("code", report.Seed),
            input.Gate is { } gate ? $". Against the snapshots: {gate.Summary}." : "."),
        Tag.Of(
            "nav",
            Tag.With("aria-label", "Contents"),
            Tag.Of(
                "ul",
                Tag.Of("li", Tag.Link("#outcome", "Outcome")),
                Tag.Of("li", Tag.Link("#claims", "Claims")),
                report.Sections.Select(section => Tag.Of("li", Tag.Link($"#part-{section.Letter}", $"{section.Letter} · {section.Title}"))),
                Tag.Of("li", Tag.Link("#provenance", "Provenance")))));

    private static XElement Outcome(ReportInput input, ReportModel report) => Section(
        "section",
        "outcome",
        "Outcome",
        PageOutcome.Statements(report),
        PageOutcome.Origins(report),
        input.Gate is { Moved.Count: > 0 } gate ? PageOutcome.Moved(gate.Moved) : null);

    private static IEnumerable<XElement> Claims(ReportInput input, ReportModel report, Func<string, string> svg)
    {
        var origins = input.Experiments.SelectMany(experiment => experiment.Claims)
            .ToDictionary(claim => claim.Id, ModelBuilder.OriginOf, StringComparer.Ordinal);
        var snapshots = input.Experiments.ToDictionary(each => each.Id, each => each.Snapshot, StringComparer.Ordinal);
        var figures = new PageFigures(svg);
        yield return Section(
            "section",
            "claims",
            "Claims",
            Tag.Of(
                "p",
                "A claim is a statement with a check that can fail. It holds when the worst margin of the check, the signed distance to "
                + "violation, is no lower than minus the tolerance, and when its negative control, the same check on an input where the "
                + "claim is false, is found violated."),
            PageFilters.Of(report));
        foreach (var section in report.Sections)
            yield return Section(
                "section.part",
                $"part-{section.Letter}",
                $"{section.Letter} · {section.Title}",
                section.Experiments.Select(experiment => Experiment(experiment, snapshots[experiment.Id], origins, figures)).ToArray());
    }

    // A statement consists of one claim with the experiment's title; any other experiment has a heading of its own.
    private static XElement Experiment(
        ExperimentModel experiment, Snapshot? snapshot, Dictionary<string, string> origins, PageFigures figures)
    {
        var isStatement = experiment.Claims.Count == 1 && experiment.Claims[0].Title == experiment.Title;
        var level = isStatement ? 3 : 4;
        return Tag.Of(
            "section.experiment",
            Tag.With("id", $"experiment-{experiment.Id}"),
            isStatement ? null : Tag.Of("h3", experiment.Title),
            experiment.Claims.Select(claim => PageClaims.Of(claim, experiment, origins[claim.Id], snapshot, level)),
            experiment.Figures.Select(figures.Of).ToArray(),
            experiment.Tables.Select(table => DecodingTraces.Of(table) is { Count: > 0 } traces
                ? PageTraces.Of(experiment.Id, table, traces, 4)
                : PageTables.Of(experiment.Id, table)),
            PageTables.Quantities(experiment));
    }

    private static XElement Provenance(ReportModel report) => Section(
        "section",
        "provenance",
        "Provenance",
        Tag.Of("dl", report.Environment.Select(fact => Tag.Of("div", Tag.Of("dt", fact.Label), Tag.Of("dd", fact.Text)))),
        Tag.Of("p.quiet", "The font of this page is Inter, under the SIL Open Font License 1.1."));

    private static XElement Section(string tag, string id, string title, params object?[] content) => Tag.Of(
        tag,
        Tag.With("id", id),
        Tag.With("aria-labelledby", $"{id}-title"),
        Tag.Of("h2", Tag.With("id", $"{id}-title"), title),
        content);
}
