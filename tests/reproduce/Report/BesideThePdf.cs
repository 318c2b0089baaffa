using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Report;

namespace Gmlm.Reproduce.Tests.Report;

/// <summary>What a report writes beside the PDF, made from results without a typesetter.</summary>
internal sealed class BesideThePdf
{
    public BesideThePdf(ReportInput input)
    {
        var build = Directory.CreateTempSubdirectory("beside");
        try
        {
            ReportBuilder.Compile(input, Checkout.Root, build.FullName, typesetter: new NoPdf());
            string Text(string name) => File.ReadAllText(Path.Combine(build.FullName, name));
            (Page, Summary, Results) = (Text("index.html"), Text("summary.md"), Text("results.json"));
        }
        finally
        {
            build.Delete(recursive: true);
        }
    }

    public string Page { get; }

    public string Summary { get; }

    public string Results { get; }

    /// <summary>
    /// The page as a browser reads it; a fault in its syntax is an error. The parser takes the end of an element whose name has a capital
    /// letter, such as a drawing's clipPath, for a fault, so groups stand in for them.
    /// </summary>
    public IHtmlDocument Document => new HtmlParser(new HtmlParserOptions { IsStrictMode = true })
        .ParseDocument(Page.Replace("clipPath", "g", StringComparison.Ordinal));

    /// <summary>All claims of the registry, with every verdict among them, and a table of traces.</summary>
    public static ReportInput Registered()
    {
        Verdict?[] verdicts = [Verdict.Holds, Verdict.Violated, Verdict.Undecided, Verdict.Skipped, null];
        var experiments = Registry.Discover().Experiments.Select((experiment, i) => new ReportExperiment(
            experiment.Id,
            experiment.Title,
            experiment.Claims,
            verdicts[i % verdicts.Length] is { } verdict
                ? StubExperiment.Result(experiment.Id, i) with
                {
                    Verdicts = [.. experiment.Claims.Select(claim => StubExperiment.Says(claim.Id, verdict))],
                    Series = [],
                    Tables = i % verdicts.Length == 0 ? [Traces(), new Table("plain", "A table.", ["", "b"], [["1", "2"]])] : [],
                }
                : null,
            new Dictionary<string, string>(),
            1,
            new Dictionary<string, string>(),
            $"run {experiment.Id} --force",
            experiment.SourceFile)).ToArray();
        return Samples.Input() with { Experiments = [.. experiments, .. Figures()] };
    }

    /// <summary>A table of two decoding traces, as the experiment of error modes writes it.</summary>
    public static Table Traces() => new(
        "typical-errors",
        "Two sentences of $T$ words.",
        ["", "text"],
        [
            ["1. source", "A man sleeps."], ["reference", "Ein Mann schläft."], ["iteration 1", "▁Ein (▁Mann) (▁Mann) ."],
            ["iteration 2", "▁Ein ▁Mann ▁schläft ."], ["iteration 3", "▁Ein ▁Mann ▁schläft ."], ["output", "Ein Mann schläft."],
            ["2. source", "Two (2) dogs."], ["reference", "Zwei Hunde."], ["iteration 1", "▁Zwei ( (2) ()) ▁Hunde"], ["output", "Zwei Hunde"],
        ]);

    // The made-up experiments with figures, under names that the registry does not have.
    private static IEnumerable<ReportExperiment> Figures() => Samples.Input().Experiments
        .Where(experiment => experiment.Id.StartsWith("figure-", StringComparison.Ordinal))
        .Select(experiment => experiment with
        {
            Id = $"sample-{experiment.Id}",
            Claims = [.. experiment.Claims.Select(claim => claim with { Id = $"sample-{claim.Id}" })],
        });

    private sealed class NoPdf : ITypesetter
    {
        public void Typeset(string model, string figures, string pdf, CancellationToken cancellation) => File.WriteAllText(pdf, "");
    }
}
